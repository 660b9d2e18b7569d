export interface Variable {
  readonly source: string;
  /** What a value must be or must not be, where this one is not; null for a good one. It never repeats the value. */
  readonly objection: (value: string) => string | null;
}

/** Any value is a good one. */
export function anyValue(): null {
  return null;
}
