/** One reason not to start: `name` is the setting, `says` the rest of the sentence. It never holds a secret. */
export interface Problem {
  readonly name: string;
  readonly says: string;
  /** Where in the file, counted from 1. */
  readonly line: number | null;
}

export interface Reading<Value> {
  /** Complete only when `problems` is empty. */
  readonly value: Value;
  readonly problems: readonly Problem[];
}
