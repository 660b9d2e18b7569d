/**
 * Everything that Slack has to know about this app, in one place. `manifest.yml` declares the same and `test/manifest.test.ts`
 * compares the two, so a scope is asked for exactly when a method here needs it.
 */

/** What people type, unless `slack.command` says otherwise. */
export const COMMAND = '/rollback';

/** The first words that `/rollback` understands itself; any other is the name of a service. */
export const SUBCOMMANDS = ['drill', 'status', 'history', 'help'] as const;

export const SHORTCUTS = { declareFromMessage: 'incident.declare-from-message' } as const;

/** Every button's action id begins with this, so that one listener takes them all. */
export const ACTION_PREFIX = 'sb:';

/** Callback ids of modals. */
export const VIEWS = {
  /** Every event that needs words from the person who sends it. */
  answer: 'incident.answer',
  declare: 'incident.declare',
  handOverDrill: 'drill.handOver',
} as const;

/** Events that the app subscribes to, each with the scope that it needs. Clicks and commands are not events. */
export const EVENTS: Readonly<Record<string, Scope>> = {};

/** Web API methods that this project calls, each with the scopes that it needs. */
export const METHODS = {
  /** The second scope lets it answer in public channels that it was not invited to. */
  'chat.postMessage': ['chat:write', 'chat:write.public'],
  'chat.update': ['chat:write'],
  /** What was read against a person's word, to that person. */
  'chat.postEphemeral': ['chat:write'],
  /** Finds a message again by its metadata after a lost reply. */
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.replies': ['channels:history', 'groups:history'],
  /** Attach what is to be approved. */
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'usergroups.users.list': ['usergroups:read'],
  'views.open': [],
} as const satisfies Record<string, readonly Scope[]>;

/** Methods that Bolt calls by itself: the first with the bot token, the second with the app-level token. */
export const BOLT_METHODS = { 'auth.test': [], 'apps.connections.open': ['connections:write'] } as const;

type Scope = 'channels:history' | 'chat:write' | 'chat:write.public' | 'commands' | 'files:write' | 'groups:history' | 'usergroups:read';
