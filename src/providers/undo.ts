/** What a file is to become. */
export interface UndoneFile {
  readonly path: string;
  /** `100644`, `100755` or `120000`, as git writes them. */
  readonly mode: string;
  readonly content: Uint8Array;
}

export interface UndoQuestion {
  /** Full id of the commit that it is undone on. */
  readonly base: string;
  /** Newest first. */
  readonly commits: readonly string[];
  /** Files and folders that stay as they are. */
  readonly keep: readonly string[];
}

export type UndoReading =
  | {
      readonly kind: 'merged';
      readonly changed: readonly UndoneFile[];
      readonly removed: readonly string[];
      /** They stay as they are at the base. */
      readonly conflicts: readonly string[];
    }
  /** `why` is whole sentences that say what to do. */
  | { readonly kind: 'cannot'; readonly why: string };

/**
 * Undoes commits by a true merge, where the same files changed again since. Only reads: no branch, work tree or index is touched.
 *
 * @throws SwitchbackError `provider_unavailable`
 */
export type Undo = (question: UndoQuestion, signal: AbortSignal) => Promise<UndoReading>;
