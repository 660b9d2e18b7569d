import type { BareRepository } from './bare-repository.ts';

export interface Review {
  readonly user: string;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
}

export interface Pull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly user: string;
  readonly createdAt: number;
  /** Its branch, in this repository or in a fork of somebody else's. */
  readonly branch: string;
  readonly fork: string | null;
  readonly base: string;
  readonly draft: boolean;
  readonly reviews: Review[];
  state: 'open' | 'closed';
  /** Of its branch; stays what it was once the request is closed. */
  head: string;
  merged: { readonly commit: string; readonly at: number; readonly by: string; readonly how: 'merge' | 'squash' | 'rebase' } | null;
  /** What a merge brought to the base: for one that is squashed its one commit, for one that is rebased each. */
  brought: string[];
}

export interface CheckRun {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
}

export interface Status {
  readonly context: string;
  readonly state: string;
}

export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly immutable: boolean;
  name: string;
  body: string;
  prerelease: boolean;
  draft: boolean;
}

export interface Workflow {
  readonly id: number;
  readonly file: string;
  /** Names of the inputs that it declares. */
  readonly inputs: readonly string[];
  readonly runName: (inputs: Readonly<Record<string, string>>) => string;
  state: 'active' | 'disabled_manually';
}

export interface Run {
  readonly id: number;
  readonly workflow: string;
  readonly title: string;
  readonly event: string;
  readonly branch: string;
  readonly commit: string;
  readonly createdAt: number;
  status: string;
  conclusion: string | null;
  jobs: readonly {
    readonly name: string;
    readonly conclusion: string;
    readonly steps: readonly { readonly name: string; readonly conclusion: string }[];
  }[];
}

export interface Rules {
  readonly checks: readonly string[];
  readonly approvals: number;
  /** The same by classic protection instead of by a ruleset. */
  readonly classic?: boolean;
}

export interface Settings {
  readonly owner: string;
  readonly repository: string;
  readonly token: string;
  readonly app: { readonly id: string; readonly installation: string; readonly publicKey: string } | null;
  readonly now: () => number;
}

export interface State {
  readonly settings: Settings;
  readonly origin: () => string;
  readonly git: BareRepository;
  readonly pulls: Pull[];
  readonly checks: Map<string, CheckRun[]>;
  readonly statuses: Map<string, Status[]>;
  readonly releases: Release[];
  readonly workflows: Workflow[];
  readonly runs: Run[];
  readonly rules: Map<string, Rules>;
  /** Tokens of the App's installation. */
  readonly minted: Set<string>;
  readonly methods: Set<'merge' | 'squash' | 'rebase'>;
  /** The token may not see the repository. */
  hidden: boolean;
  /** GitHub has not worked out yet what can be merged. */
  undecided: boolean;
  draftsAllowed: boolean;
}

export function pullNumbered(state: State, number: number): Pull | undefined {
  return state.pulls.find((pull) => pull.number === number);
}

/** What is on the branch of an open request now. */
export async function refreshHead(state: State, pull: Pull): Promise<void> {
  if (pull.state === 'open' && pull.fork === null) pull.head = (await state.git.idOf(`refs/heads/${pull.branch}`)) ?? pull.head;
}

/** Whether a branch has nothing that its base lacks. */
export async function withoutBase({ git }: State, base: string, head: string): Promise<boolean> {
  return (await git.git(['rev-list', '--count', `${base}..${head}`])) === '0';
}
