/** A forward-fix as people are shown it. Every list and every text is bounded; they may quote names from the schema: untrusted. */
export type FixDraft = {
  /** Paths from the top of the repository. A text that was cut ends in `…`. */
  readonly files: { readonly path: string; readonly content: string }[];
  /** Locks, rewrites, rows, whether data comes back: one sentence each. */
  readonly says: string[];
  readonly removeLater: string[];
  /** What still breaks the old code after it, what it would break of the live code, and what a person must write. */
  readonly left: string[];
  readonly hurts: string[];
  readonly uncovered: string[];
};
