import type { Faults } from '../vercel/faults.ts';
import type { LoggedRequest } from './api-server.ts';
import type { Files } from './bare-repository.ts';
import type { CheckRun, Pull, Release, Review, Rules, Run, Settings, State, Status, Workflow } from './state.ts';

export interface LocalGithubOptions extends Partial<Settings> {
  readonly port?: number;
}

export interface LocalGithub {
  /** What a client needs, with the names that `createGithub` uses. */
  readonly access: {
    readonly apiUrl: string;
    readonly owner: string;
    readonly repository: string;
    readonly main: string;
    readonly token: string;
  };
  /** Of git over HTTP; asks for `x-access-token` and the token. */
  readonly gitUrl: string;
  /** The bare repository itself. */
  readonly folder: string;
  readonly requests: readonly LoggedRequest[];
  /** What was asked or answered outside of GitHub's contract. */
  readonly unexpected: readonly string[];
  /** By the operation as GitHub's contract names it; `POST /graphql` besides. */
  readonly faults: Faults<string>;
  /** A push: one commit on a branch, which is made from `main` where it is not there. */
  readonly push: (commit: {
    readonly branch?: string;
    readonly files: Files;
    readonly message: string;
    readonly author?: string;
  }) => Promise<string>;
  /** Opens a request for a branch that was pushed. */
  readonly open: (pull: {
    readonly branch: string;
    readonly title: string;
    readonly author?: string;
    readonly body?: string;
    readonly fork?: string;
  }) => Promise<number>;
  /** Merged by a person. */
  readonly merge: (number: number, how: 'merge' | 'squash' | 'rebase') => Promise<string>;
  readonly close: (number: number) => void;
  readonly review: (number: number, review: Review) => void;
  readonly check: (commit: string, run: CheckRun) => void;
  readonly status: (commit: string, status: Status) => void;
  readonly protect: (branch: string, rules: Rules) => void;
  readonly allow: (methods: readonly ('merge' | 'squash' | 'rebase')[]) => void;
  readonly release: (release: Partial<Release> & { readonly tag: string }) => void;
  readonly workflow: (workflow: Partial<Workflow> & { readonly file: string }) => void;
  readonly runs: readonly Readonly<Run>[];
  /** How a run goes on. */
  readonly goOn: (id: string, change: Partial<Pick<Run, 'status' | 'conclusion' | 'jobs'>>) => void;
  readonly pulls: readonly Readonly<Pull>[];
  readonly releases: readonly Readonly<Release>[];
  readonly set: (change: Partial<Pick<State, 'hidden' | 'undecided' | 'draftsAllowed'>>) => void;
  readonly idOf: (name: string) => Promise<string | null>;
  /** Text by path of everything that a name has. */
  readonly filesOf: (name: string) => Promise<Readonly<Record<string, string>>>;
  readonly tag: (name: string, commit: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}
