import type { Gesture } from '#domain/deployment.ts';

/** One build as the local Vercel keeps it. */
export interface Build {
  readonly id: string;
  /** Its own host, unique for ever: `127.0.0.1:port`. */
  readonly host: string;
  readonly projectId: string;
  readonly commit: string;
  /** Deployed by hand from a work tree with changes that nobody committed. */
  readonly dirty: boolean;
  readonly message: string;
  readonly author: string;
  /** Where its app really listens. */
  readonly origin: string;
  readonly target: 'production' | null;
  readonly createdAt: number;
  state: 'READY' | 'BUILDING' | 'ERROR' | 'QUEUED' | 'DELETED';
  /** Whether it ever had the production domains. */
  served: boolean;
  /** When it first had them. */
  liveAt: number | null;
  deletedByRetention: boolean;
}

export interface Domain {
  readonly name: string;
  /** A real address that answers for this domain. */
  readonly productionUrl: string;
  readonly redirect: string | null;
  readonly verified: boolean;
  readonly createdAt: number;
  deploymentId: string | null;
}

export type JobWord = 'pending' | 'in-progress' | 'succeeded' | 'failed' | 'skipped';

export interface Job {
  readonly type: Gesture;
  readonly fromDeploymentId: string | null;
  readonly toDeploymentId: string;
  readonly requestedAt: number;
  status: JobWord;
  readonly aliases: { readonly domain: string; status: 'pending' | 'completed' | 'failed' }[];
}

export interface RollingRelease {
  readonly base: string;
  readonly canary: string;
  readonly percentage: number;
  queued: string | null;
}

/** What the next jobs do instead of succeeding. */
export type JobFault =
  /** Stays in progress for ever, with nothing moved. */
  | { readonly kind: 'stuck' }
  | { readonly kind: 'skipped' }
  /** Moves every other domain and fails. */
  | { readonly kind: 'partial'; readonly failedDomains: readonly string[] };

export type Change =
  | { readonly kind: 'deployment'; readonly id: string }
  | { readonly kind: 'alias'; readonly domain: string; readonly deploymentId: string | null }
  | { readonly kind: 'auto-assignment'; readonly on: boolean }
  | { readonly kind: 'job'; readonly status: JobWord }
  | { readonly kind: 'rolling release'; readonly active: boolean };

export interface Settings {
  readonly token: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly teamId: string | null;
  readonly plan: 'hobby' | 'pro';
  /** How long a job takes from the request to its end, in milliseconds. */
  readonly jobMs: number;
  /** Longest page of any list, whatever the request asks for. */
  readonly pageSize: number;
  /** The secret that opens protected deployment URLs; null leaves them open. */
  readonly protectionBypass: string | null;
  readonly skewProtection: boolean;
  /** Shares of the traffic that a promote goes through where the project has rolling releases. */
  readonly rollingStages: readonly number[] | null;
  readonly now: () => number;
}

export interface State {
  readonly settings: Settings;
  readonly builds: Map<string, Build>;
  readonly domains: Map<string, Domain>;
  autoAssign: boolean;
  /** Which deployment the project calls its production, and all that were before it. */
  readonly productionHistory: string[];
  job: Job | null;
  jobFault: JobFault | null;
  rollingRelease: RollingRelease | null;
  rollbackDescription: { readonly description: string; readonly createdAt: number } | null;
  readonly timers: Set<NodeJS.Timeout>;
  readonly changed: (change: Change) => void;
}

export function currentProduction(state: State): string | null {
  return state.productionHistory.at(-1) ?? null;
}

/** The domains that follow production: verified, and not redirecting elsewhere. */
export function servingDomains(state: State): readonly Domain[] {
  return [...state.domains.values()].filter((domain) => domain.verified && domain.redirect === null);
}
