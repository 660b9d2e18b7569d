/** A question that rows can answer, about one finding. */
export interface Count {
  /** One row: `n`, how many but no more than one above `MOST_COUNTED`, and `hidden`, whether row level security leaves rows out. */
  readonly sql: string;
  /** `Rows of public.orders with NULL in note`. */
  readonly what: string;
  /** What it means that there is none. `harmless`: nothing is left of the finding, because the old code cannot make such rows itself. */
  readonly none: 'harmless' | 'not enough';
}

/** Beyond this it does not matter how many there are, and counting goes on costing. */
export const MOST_COUNTED = 10_000;
