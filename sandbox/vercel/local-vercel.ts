import type { Gesture } from '#domain/deployment.ts';
import type { NewDomain } from './add-domain.ts';
import type { LoggedRequest } from './api-server.ts';
import type { Faults } from './faults.ts';
import type { Build, Change, Domain, Job, JobFault, Settings } from './state.ts';

export interface NewDeployment {
  /** For an app that must know its own id before it listens. */
  readonly id?: string;
  readonly commit: string;
  readonly dirty?: boolean;
  readonly message: string;
  readonly author: string;
  /** Where its app listens: `http://127.0.0.1:port`. */
  readonly origin: string;
  /** It had the production domains once. Left out, it is staged. */
  readonly served?: boolean;
  readonly createdAt?: number;
  readonly state?: Build['state'];
  readonly target?: Build['target'];
  /** Another project's, to be refused. */
  readonly projectId?: string;
}

export interface LocalDeployment {
  readonly id: string;
  /** Its own URL. */
  readonly url: string;
  readonly createdAt: number;
}

export interface LocalVercel {
  /** What a client needs, with the names that `createVercel` uses. */
  readonly access: Pick<Settings, 'token' | 'projectId' | 'teamId' | 'protectionBypass'> & {
    readonly apiUrl: string;
    readonly deploymentUrl: string;
  };
  /** Every domain, the production address of each being real. */
  readonly domains: readonly Readonly<Pick<Domain, 'name' | 'productionUrl'>>[];
  /** Every build, oldest first. */
  readonly deployments: readonly Readonly<Build>[];
  /** The first domain's. */
  readonly productionUrl: string;
  readonly autoAssign: boolean;
  readonly job: Readonly<Job> | null;
  /** Every request to the API, oldest first, at most 5,000. */
  readonly requests: readonly LoggedRequest[];
  /** The most requests to the API that were open at one time. */
  readonly mostAtOnce: number;
  /** Routes that were asked for and do not exist. */
  readonly unexpected: readonly string[];
  readonly faults: Faults;
  /** A build that is there already; no domain moves. */
  readonly addDeployment: (deployment: NewDeployment) => Promise<LocalDeployment>;
  /** A merge to the production branch: gets the domains while auto-assignment is on, and stays staged while it is off. */
  readonly push: (deployment: NewDeployment) => Promise<LocalDeployment>;
  readonly addDomain: (domain: NewDomain) => Promise<void>;
  /** What a retention policy does to an old build. */
  readonly deleteByRetention: (deploymentId: string) => void;
  readonly aliasOf: (domain: string) => string | null;
  /** Points one domain by hand, as `vercel alias set` does; null points it nowhere. */
  readonly pointDomain: (domain: string, deploymentId: string | null) => void;
  readonly setAutoAssign: (on: boolean) => void;
  /** A move by a person in the dashboard. */
  readonly moveAsSomeoneElse: (gesture: Gesture, deploymentId: string) => void;
  readonly startRollingRelease: (canary: string, percentage: number) => void;
  /** A person lets the canary have all of the traffic. */
  readonly completeRollingRelease: () => void;
  /** What the jobs from now on do; null lets them succeed. */
  readonly failJobs: (fault: JobFault | null) => void;
  /** Calls back after every change of state. Returns the way to stop it. */
  readonly onChange: (listener: (change: Change) => void) => () => void;
  readonly close: () => Promise<void>;
}

export interface LocalVercelOptions extends Partial<Settings> {
  /** Names of the production domains. */
  readonly domains?: readonly string[];
  readonly apiPort?: number;
  /** Where the domains answer, in their order. */
  readonly domainPorts?: readonly number[];
}
