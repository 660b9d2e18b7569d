import type { Preset } from '#domain/preset.ts';
import type { Probe } from '#domain/probe.ts';
import type { Environment } from '#domain/service.ts';
import type { VendorName, VendorSettings } from '#src/providers/vendors.ts';

/** Everything that the bot is told from outside. It carries secrets: never log it whole. Times are in milliseconds. */
export interface Config {
  readonly slack: {
    /** Ends in a slash. */
    readonly apiUrl: string;
    readonly botToken: string;
    /** What people type, with its slash. */
    readonly command: string;
    readonly connection: SlackConnection;
  };
  readonly store: StoreLocation;
  /** Seals the journal, so that whoever may write to the database alone cannot seal it anew. */
  readonly journalKey: string | null;
  /** Where migrations are tried: `pglite`, or the address of a server that holds nothing else. */
  readonly scratch: string;
  /** What stands between the bot and the world; null where nothing does. */
  readonly proxy: ProxySettings | null;
  /** Where the bot's own errors go. */
  readonly ownDsn: string | null;
  readonly logLevel: LogLevel;
  /** Of what was done for a closed incident. */
  readonly retentionMs: number;
  /** In the order of the file. */
  readonly services: readonly ServiceConfig[];
  readonly drills: readonly DrillConfig[];
}

export type SlackConnection =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number; readonly host: string };

/** Each address may hold a name and a password. */
export interface ProxySettings {
  readonly https: string | null;
  readonly http: string | null;
  /** Hosts that are reached directly, those below them included; this machine is always among them. */
  readonly except: readonly string[];
}

export type StoreLocation = { readonly kind: 'sqlite'; readonly path: string } | { readonly kind: 'postgres'; readonly url: string };

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Slack ids of people and of user groups. */
export interface Members {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/** Resolved for one service: its own list where it has one, else the list at the top of the file. */
export interface Roles {
  readonly responders: Members;
  readonly approvers: Members;
  readonly databaseOwners: Members;
}

export interface Platform {
  readonly vendor: VendorName;
  /** Its name, as people write it. */
  readonly title: string;
}

export interface ServiceConfig {
  readonly name: string;
  readonly description: string | null;
  readonly environment: Environment;
  /** Channel for what no incident has a channel for, such as reminders. */
  readonly channel: string | null;
  readonly roles: Roles;
  readonly runbook: Preset;
  readonly app: {
    /** Scheme and host of production, without a slash at the end. */
    readonly url: string;
    /** Path that answers with the id or commit of the deployment that serves it. */
    readonly identity: string | null;
    /** Path that answers 200 once the app can serve. */
    readonly readiness: string | null;
    readonly probes: readonly Probe[];
  };
  /** What the service itself runs on; null where no section says it. */
  readonly platform: Platform | null;
  /** What its vendors' sections were read as. They carry secrets. */
  readonly vendors: VendorSettings;
  /** Parts that run on a platform of their own, by their names. */
  readonly components: Readonly<Record<string, { readonly platform: Platform | null; readonly vendors: VendorSettings }>>;
  readonly code: {
    /** Absolute path of a local clone. */
    readonly repository: string | null;
    readonly migrations: string;
    /** Whether the bot may fetch a commit that the clone lacks. */
    readonly fetch: boolean;
    /** Whether the bot may write branches of its own into that clone. */
    readonly proposals: boolean;
  };
  /** Null where the service names none. */
  readonly database: { readonly url: string; readonly statementTimeoutMs: number } | null;
  /** Queries that only read, about rows that carry the generation that wrote them; `$1` stands for it. */
  readonly generations: Readonly<Record<string, string>>;
  readonly drillsAllowed: boolean;
  readonly verification: {
    readonly bucketMs: number;
    readonly graceMs: number;
    readonly minimumMs: number;
    readonly pollMs: number;
    readonly deadlineMs: number;
    readonly baselineMs: number;
    readonly afterCloseMs: number;
  };
  /** How long one fact may take before it is unavailable. */
  readonly factTimeoutMs: number;
}

export interface DrillConfig {
  /** Name of a service that allows drills. */
  readonly service: string;
  readonly kind: 'rehearsal';
  /** Five parts, read in `timeZone`. */
  readonly cron: string;
  readonly timeZone: string;
  readonly remindBeforeMs: number;
  readonly channel: string;
}
