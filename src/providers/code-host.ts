import type { Proposal } from './code.ts';

/** Somebody, as the place names them: untrusted text. */
export interface Person {
  readonly name: string;
  /** Null where the commit belongs to no account. */
  readonly login: string | null;
}

/** A reviewed change that was merged into the main branch. */
export interface MergedRequest {
  readonly number: number;
  readonly url: string;
  /** Untrusted text. */
  readonly title: string;
  /** The branch that was merged. Untrusted text. */
  readonly branch: string;
  /** The commit on the main branch that the merge ended with. */
  readonly commit: string | null;
}

export interface UndoneCommit {
  /** Full ids, all of them. */
  readonly id: string;
  readonly parents: readonly string[];
  /** Untrusted text. */
  readonly message: string;
  readonly author: Person;
  /** When it was committed, milliseconds since the epoch. */
  readonly at: number;
  /** Those that brought it into the main branch; empty where it was pushed directly. */
  readonly requests: readonly MergedRequest[];
  /** What it changed against its first parent; null where that is more than the place lists. */
  readonly paths: readonly string[] | null;
}

/** What going back from `live` to `target` takes away. */
export type Undone =
  | {
      readonly kind: 'listed';
      /** Newest first, those inside of merged branches included. */
      readonly commits: readonly UndoneCommit[];
      /** Commits that the target has and live lacks: they come back with it. */
      readonly brought: number;
    }
  | { readonly kind: 'same' }
  /** Live lacks nothing but what the target has on top, so nothing is taken away. */
  | { readonly kind: 'target is newer'; readonly brought: number }
  | { readonly kind: 'too many'; readonly count: number };

/** What is to be undone, before anybody looked at what that means. */
export interface RevertWish {
  /** Its name is its key: at most one request is opened under it. Made from the incident and the commits, never from the time. */
  readonly branch: string;
  /** The branch that it is to be merged into. */
  readonly into: string;
  /** Full ids of commits on the line of first parents of `into`, newest first. Of a merge commit, all that it merged is undone. */
  readonly commits: readonly string[];
  /** Files and folders that stay as they are: migrations that were applied, with their journal. */
  readonly keep: readonly string[];
  /** Files that tell the app what the schema is: named where they go back while something is kept. */
  readonly models: readonly string[];
}

/** `base` is that of the plan that people were shown: the same is worked out again on it. */
export interface RevertOrder extends RevertWish {
  readonly base: string;
  /** One line. May quote the title of what is undone: untrusted text. */
  readonly title: string;
  /** What it says first; the place adds what was undone, kept and left open. */
  readonly body: string;
  /** When it was asked for, milliseconds since the epoch: asking again later makes the same. */
  readonly at: number;
}

export interface RevertPlan {
  /** Where `into` stood when this was worked out. */
  readonly base: string;
  /** By the place's own revert of one request, file by file, or by a merge in the clone. */
  readonly way: 'request' | 'files' | 'merge';
  /** Paths that go back to what they were. */
  readonly files: readonly string[];
  /** Paths that the commits changed and that stay. */
  readonly kept: readonly string[];
  /** Of `files`, those that may now disagree with the schema. */
  readonly models: readonly string[];
  /**
   * Paths that changed again since, so they stay as they are and a person must decide; by way of `request` the place's own merge is tried on
   * them first. `why` is whole sentences.
   */
  readonly conflicts: readonly { readonly path: string; readonly why: string }[];
}

export type RevertReading =
  | ({ readonly kind: 'planned' } & RevertPlan)
  /** All of it is as it was before already, or is kept. */
  | { readonly kind: 'nothing to undo'; readonly kept: readonly string[] }
  /** `why` is whole sentences that say what to do. */
  | { readonly kind: 'cannot'; readonly why: string };

/** A change that was drafted and is opened for review as it is. */
export interface DraftedChange extends Proposal {
  readonly into: string;
  readonly draft: boolean;
}

export interface OpenedRequest {
  readonly number: number;
  readonly url: string;
  /** The place may name its branch itself. */
  readonly branch: string;
  readonly head: string;
  readonly draft: boolean;
}

export type OpenAnswer =
  | ({ readonly kind: 'opened' } & OpenedRequest)
  /** It was opened before, so nothing was written. It may be merged or closed by now: read how it stands. */
  | ({ readonly kind: 'already there' } & OpenedRequest)
  /** No request was opened. `why` is whole sentences; may quote the place's own words: untrusted text. */
  | { readonly kind: 'refused'; readonly why: string };

export interface Check {
  /** Untrusted text. */
  readonly name: string;
  /** Null where the rules of the branch could not be read. */
  readonly required: boolean | null;
  /** `expected`: it is required and has not been heard of. */
  readonly state: 'passed' | 'failed' | 'running' | 'expected' | 'skipped' | 'cannot tell';
  readonly url: string | null;
}

export interface OpenRequest extends OpenedRequest {
  readonly base: string;
  readonly checks: readonly Check[];
  readonly review: {
    /** By the last word of each reviewer and the rules that could be read; the place's own verdict is `merge`. */
    readonly decision: 'approved' | 'changes requested' | 'review required' | 'not required' | 'cannot tell';
    readonly approvedBy: readonly string[];
    readonly changesRequestedBy: readonly string[];
  };
  /** `blocked`: a rule of the branch is not met. `not known yet`: it is being worked out, so ask again. */
  readonly merge: 'possible' | 'blocked' | 'behind' | 'conflict' | 'draft' | 'not known yet' | 'cannot tell';
}

export type Standing =
  | { readonly kind: 'absent' }
  /** Its branch is there and no request: asking for it again completes it. */
  | { readonly kind: 'branch only'; readonly head: string }
  | ({ readonly kind: 'open' } & OpenRequest)
  | ({ readonly kind: 'merged'; readonly commit: string | null; readonly at: number; readonly by: Person | null } & OpenedRequest)
  | ({ readonly kind: 'closed' } & OpenedRequest);

export interface MergeOrder {
  readonly number: number;
  /** The head that people were shown; any other is not merged. */
  readonly head: string;
  /** Null for the first that the repository allows of: squash, merge commit, rebase. */
  readonly how: 'squash' | 'merge commit' | 'rebase' | null;
}

export type MergeAnswer =
  | { readonly kind: 'merged'; readonly commit: string }
  /** `head` is what was merged. */
  | { readonly kind: 'already merged'; readonly commit: string | null; readonly head: string }
  /** Somebody pushed to it since; nothing was merged. */
  | { readonly kind: 'head changed'; readonly head: string }
  /** Nothing was merged. `why` is whole sentences; may quote the place's own words: untrusted text. */
  | { readonly kind: 'refused'; readonly why: string };

export interface TagOrder {
  /** Such as `v1.4.2-rollback`. Its name is its key. */
  readonly name: string;
  readonly commit: string;
  readonly message: string;
  readonly at: number;
}

export type TagAnswer =
  | { readonly kind: 'created' }
  | { readonly kind: 'already there' }
  /** A tag by that name stands on another commit; it was left there. */
  | { readonly kind: 'another'; readonly commit: string }
  | { readonly kind: 'refused'; readonly why: string };

export interface Marked {
  /** The commit that the tag stands on; null where there is no such tag. */
  readonly commit: string | null;
  readonly release: {
    readonly url: string;
    /** Untrusted text. */
    readonly body: string;
    readonly prerelease: boolean;
    /** Of such a one nothing but its name and body can be changed. */
    readonly immutable: boolean;
  } | null;
}

export interface ReleaseNote {
  /** The tag of the release. */
  readonly tag: string;
  /** Names the block in the body: one that is there under it is replaced. Letters, digits and hyphens. */
  readonly key: string;
  readonly text: string;
  /** Whether it is also marked as no full release, so that it is not the latest any more. */
  readonly prerelease: boolean;
}

export type NoteAnswer =
  /** `prerelease` is how the release stands now. */
  | { readonly kind: 'annotated'; readonly prerelease: boolean }
  | { readonly kind: 'already there'; readonly prerelease: boolean }
  | { readonly kind: 'no release' }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Where code is reviewed and released. `beforeSend` runs immediately before each thing that others can see, and may throw to stop it; what is
 * there by then is found when the same is asked again.
 *
 * @throws SwitchbackError `provider_unauthorized`, `provider_not_found` (also for what the token may not see), `provider_rate_limited`,
 * `provider_unavailable`, `provider_refused`, `provider_answer_invalid`; from a write also `outcome_unknown`, which means that it may have
 * landed: `standing` or `marked` tells. Every other code from a write means that nothing more became visible.
 */
export interface CodeHost {
  /** What it is called beside what was read there. */
  readonly source: string;
  /** The branch that changes are merged into. */
  readonly main: string;
  /** Whether the bot may open requests of its own there: somebody has to say so, since people are told of each. */
  readonly mayOpen: boolean;
  between(target: string, live: string, signal: AbortSignal): Promise<Undone>;
  /** What a revert would do, worked out on where `into` stands now. Writes nothing. */
  plan(wish: RevertWish, signal: AbortSignal): Promise<RevertReading>;
  /** Opens the revert for review; as a draft where something conflicts. */
  revert(order: RevertOrder, beforeSend: () => void, signal: AbortSignal): Promise<OpenAnswer>;
  open(change: DraftedChange, beforeSend: () => void, signal: AbortSignal): Promise<OpenAnswer>;
  /** How the request under this key stands. `since` is when it was asked for. */
  standing(branch: string, since: number, signal: AbortSignal): Promise<Standing>;
  merge(order: MergeOrder, beforeSend: () => void, signal: AbortSignal): Promise<MergeAnswer>;
  tag(order: TagOrder, beforeSend: () => void, signal: AbortSignal): Promise<TagAnswer>;
  /** What stands under a tag, and the release of it. */
  marked(tag: string, signal: AbortSignal): Promise<Marked>;
  annotate(note: ReleaseNote, beforeSend: () => void, signal: AbortSignal): Promise<NoteAnswer>;
}
