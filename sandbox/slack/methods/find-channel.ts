import type { Channel, Workspace } from '../workspace.ts';
import { type Answer, type MethodContext, missingScope, refuse } from './method.ts';

type Found = { readonly kind: 'found'; readonly channel: Channel } | { readonly kind: 'refused'; readonly answer: Answer };

const PREFIX = { public: 'channels', private: 'groups', direct: 'im' } as const;

/** A channel that the app is in. A private channel or a direct message that it is not in does not exist for it. */
export function joinedChannel(slack: MethodContext, id: string): Found {
  const channel = knownChannel(slack, id);
  if (channel.kind === 'refused') return channel;
  if (channel.channel.members.includes(slack.workspace.app.botUserId)) return channel;
  return { kind: 'refused', answer: refuse('not_in_channel') };
}

/** A channel that the app may read in the given way, by the scope of its kind. */
export function readableChannel(slack: MethodContext, id: string, way: 'read' | 'history'): Found {
  const found = way === 'read' ? knownChannel(slack, id) : joinedChannel(slack, id);
  if (found.kind === 'refused') return found;
  const scope = `${PREFIX[found.channel.kind]}:${way}`;
  return slack.scopes.has(scope) ? found : { kind: 'refused', answer: missingScope([scope], slack.scopes) };
}

/** Where a message may go: by id, by name, or by the id of a person for a direct message, which needs the Messages tab of the app. */
export function channelToPostIn(slack: MethodContext, target: string): Found {
  const found = openChannel(slack, target);
  if (found.kind === 'refused') return found;
  if (found.channel.archived === true) return { kind: 'refused', answer: refuse('is_archived') };
  const closed = found.channel.kind === 'direct' && !slack.workspace.manifest.features.app_home.messages_tab_enabled;
  return closed ? { kind: 'refused', answer: refuse('messages_tab_disabled') } : found;
}

function openChannel(slack: MethodContext, target: string): Found {
  const named = [...slack.workspace.channels.values()].find((channel) => `#${channel.name}` === target || channel.name === target);
  if (slack.workspace.users.has(target)) return { kind: 'found', channel: directChannel(slack.workspace, target) };
  const found = joinedChannel(slack, named?.id ?? target);
  if (found.kind === 'found' || found.answer['error'] !== 'not_in_channel' || !slack.scopes.has('chat:write.public')) return found;
  return knownChannel(slack, named?.id ?? target);
}

export function directChannel(workspace: Workspace, userId: string): Channel {
  const id = `D${userId}`;
  const open = workspace.channels.get(id);
  if (open !== undefined) return open;
  const channel: Channel = { id, name: id, kind: 'direct', members: [userId, workspace.app.botUserId] };
  workspace.channels.set(id, channel);
  return channel;
}

function knownChannel(slack: MethodContext, id: string): Found {
  const channel = slack.workspace.channels.get(id);
  const hidden = channel !== undefined && channel.kind !== 'public' && !channel.members.includes(slack.workspace.app.botUserId);
  if (channel === undefined || hidden) return { kind: 'refused', answer: refuse('channel_not_found') };
  return { kind: 'found', channel };
}
