export interface PostgresOptions {
  /** Of a role that only reads. Holds a password. */
  readonly url: string;
  /** For connecting, and again for each statement, in milliseconds. */
  readonly statementTimeoutMs: number;
  /** Rows that are read at most. */
  readonly mostRows?: number;
}

export const MOST_ROWS = 1_000;
