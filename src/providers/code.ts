/** A change that is offered for review, never applied by itself. */
export interface Proposal {
  /** Full id of the commit that it is made on. */
  readonly base: string;
  /** Its name is its key: there is at most one proposal under it. */
  readonly branch: string;
  /** Paths from the top of the repository. Files that are there already are replaced; all others stay. */
  readonly files: readonly { readonly path: string; readonly content: string }[];
  readonly title: string;
  readonly body: string;
  /** When it was asked for, milliseconds since the epoch: asking again later proposes the same. */
  readonly at: number;
}

export interface Proposed {
  readonly commit: string;
  /** Where it can be read in a browser; null where there is no such place. */
  readonly url: string | null;
}

export type ProposalAnswer =
  | ({ readonly kind: 'created' } & Proposed)
  /** The very same was proposed before, so nothing was written. */
  | ({ readonly kind: 'already there' } & Proposed)
  /** Nothing was written. `why` is whole sentences; may quote paths and git's own words: untrusted text. */
  | { readonly kind: 'refused'; readonly why: string };

export type ProposalReading =
  | ({ readonly kind: 'there' } & Proposed)
  | { readonly kind: 'absent' }
  /** There is something else under that name. */
  | { readonly kind: 'another'; readonly why: string };

export type Brought =
  | { readonly kind: 'there' }
  /** It was missing and is there now. */
  | { readonly kind: 'fetched' }
  /** It could not be had. `why` is whole sentences that say what to do; may quote paths and git's own words: untrusted text. */
  | { readonly kind: 'missing'; readonly why: string };

/**
 * Where the code and its migrations live.
 *
 * @throws SwitchbackError `provider_not_found` for an unknown commit, `provider_unavailable`; from `propose` also `outcome_unknown`,
 * which means that the proposal may have been written. Every other code from it means that nothing was.
 */
export interface Code {
  /** Makes sure that a commit can be read here: it is fetched where it is missing and that is allowed. */
  bring(commit: string, signal: AbortSignal): Promise<Brought>;
  /** Content hash by path for every file below `folder` at `commit`; empty where the folder does not exist there. */
  files(commit: string, folder: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** `beforeSend` runs immediately before the proposal comes into being, and may throw to stop it. */
  propose(proposal: Proposal, beforeSend: () => void, signal: AbortSignal): Promise<ProposalAnswer>;
  /** Whether this very proposal is there. */
  proposed(proposal: Proposal, signal: AbortSignal): Promise<ProposalReading>;
}
