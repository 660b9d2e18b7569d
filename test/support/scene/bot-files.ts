import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { CHANNEL, PEOPLE } from '#sandbox/world/people.ts';
import type { LocalSentry } from '#sandbox/sentry/start-sentry.ts';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import type { LocalVercel } from '#sandbox/vercel/local-vercel.ts';

export interface BotSettings {
  readonly drillsAllowed: boolean;
  readonly drills: readonly object[];
  /** A user group that responds instead of the list. */
  readonly responderGroup: string | null;
  /** User groups that approve beside the list. */
  readonly approverGroups: readonly string[];
  /** Whether the service has a channel of its own. */
  readonly ownChannel: boolean;
  /** What people type. */
  readonly command: string;
  readonly factTimeout: string;
  /** How long one may look before a person must decide. */
  readonly deadline: string;
  /** Names the app's own DSN; another one leads the test events elsewhere. */
  readonly dsn: string;
  /** Gives the bot the secret for deployments behind a login. */
  readonly knowsBypass: boolean;
  /** How many more services there are, each like the first: `shop-2` and so on. */
  readonly moreServices: number;
  /** What its section says besides, or instead: a key without anything is left out. */
  readonly section: Readonly<Record<string, unknown>>;
  /** `sqlite:path` or `postgres://…`. */
  readonly storeUrl: string;
  /** Port of the bot for HTTP; null for Socket Mode. */
  readonly httpPort: number | null;
}

export interface BotFiles {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What a person who runs the bot writes: `switchback.yml` in `folder`, and the environment. */
export function writeBotFiles(
  folder: string,
  { slack, vercel, sentry }: { readonly slack: Slack; readonly vercel: LocalVercel; readonly sentry: LocalSentry },
  settings: BotSettings,
): BotFiles {
  const { access } = vercel;
  const { apiUrl, deploymentUrl, projectId, teamId, token, protectionBypass } = access;
  const { responderGroup, knowsBypass, httpPort, storeUrl } = settings;
  const file = join(folder, 'switchback.yml');
  const service = {
    ...(settings.ownChannel ? { channel: CHANNEL.id } : {}),
    app: { url: vercel.productionUrl, identity: '/api/deployment', probes: ['/', '/invoices'] },
    vercel: { project: projectId, deploymentUrl, ...(knowsBypass ? { protectionBypassEnv: 'SHOP_BYPASS' } : {}) },
    sentry: { project: sentry.project, environment: 'production', dsnEnv: 'SHOP_SENTRY_DSN' },
    code: { repository: join(folder, 'repository'), migrations: 'migrations' },
    drills: { allowed: settings.drillsAllowed },
    verification: { bucket: '1s', grace: '1s', minimum: '3s', poll: '1s', deadline: settings.deadline, baseline: '60s' },
    timeouts: { fact: settings.factTimeout },
    ...settings.section,
  };
  const names = ['shop', ...Array.from({ length: settings.moreServices }, (_, index) => `shop-${index + 2}`)];
  const yaml = {
    slack: { apiUrl: slack.apiUrl, command: settings.command },
    vercel: { apiUrl, ...(teamId === null ? {} : { team: teamId }) },
    sentry: { url: sentry.apiUrl, organization: sentry.organization },
    roles: {
      responders: responderGroup === null ? { users: [PEOPLE.ada.id] } : { groups: [responderGroup] },
      approvers: { users: [PEOPLE.ben.id], groups: settings.approverGroups },
      databaseOwners: { users: [PEOPLE.dot.id] },
    },
    services: Object.fromEntries(names.map((name) => [name, service])),
    ...(settings.drills.length === 0 ? {} : { drills: settings.drills }),
  };
  writeFileSync(file, stringify(yaml));
  return {
    file,
    env: {
      SLACK_BOT_TOKEN: slack.botToken,
      VERCEL_TOKEN: token,
      SENTRY_TOKEN: sentry.token,
      SHOP_SENTRY_DSN: settings.dsn,
      ...(knowsBypass ? { SHOP_BYPASS: protectionBypass ?? '' } : {}),
      ...(httpPort === null ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret, PORT: String(httpPort) }),
      ...(storeUrl.startsWith('sqlite:') ? { SWITCHBACK_STORE: storeUrl.slice('sqlite:'.length) } : { DATABASE_URL: storeUrl }),
    },
  };
}
