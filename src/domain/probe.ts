/** One question to the app before traffic moves to a deployment. */
export interface Probe {
  readonly path: string;
  /** Texts that a good answer has, each of them. */
  readonly must: readonly string[];
  /** Texts that a good answer has not, none of them. */
  readonly mustNot: readonly string[];
}
