/** Who wrote a marker, and in which commit: a marker without both lowers nothing. */
export interface Signature {
  readonly author: string;
  readonly commit: string;
}

/** What the author of a migration says about one statement of it. Everything in it is untrusted text. */
export interface Marker {
  readonly says: 'breaking' | 'safe';
  readonly reason: string;
  /** The inverse of a destructive statement, written while it was known. */
  readonly restores: readonly Restore[];
  /** The commit or version from which on the code no longer uses what the statement takes away. */
  readonly after: string | null;
  /** The reviewer who accepted it, as the marker names them. */
  readonly signedOffBy: string | null;
  readonly file: string;
  readonly line: number;
  /** The lines of the statement that it is bound to. */
  readonly statement: { readonly firstLine: number; readonly lastLine: number; readonly sharesLine: boolean };
  readonly by: Signature | null;
}

/** One SQL expression over the columns of the same row; checked to be nothing more than that. */
export interface Restore {
  readonly column: string;
  readonly expression: string;
}

/** A marker that counts for nothing, and what to do about it. */
export interface MarkerProblem {
  readonly file: string;
  readonly line: number;
  readonly why: string;
}
