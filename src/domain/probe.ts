/** One question to the app before traffic moves to a deployment. */
export interface Probe {
  readonly path: string;
  /** Texts that every good answer has. */
  readonly must: readonly string[];
  /** Texts that no good answer has. */
  readonly mustNot: readonly string[];
}
