/** Where the contract of a commit was read; `replayed catalogue` where the code itself states none. */
export type ContractSource =
  | 'prisma schema'
  | 'drizzle schema'
  | 'drizzle snapshot'
  | 'sqlx queries'
  | 'supabase types'
  | 'replayed catalogue';

/** What the code of one commit says that it needs from the database. Names come from the repository: untrusted text. */
export interface Contract {
  readonly source: ContractSource;
  readonly files: readonly string[];
  readonly tables: readonly ContractTable[];
  /** Null where a contract of this kind never names enums. */
  readonly enums: readonly ContractEnum[] | null;
  /** What this very code sends: one statement each, ready to be prepared. */
  readonly statements: readonly string[];
  /**
   * Schemas, functions, types and sequences that were looked for, as findings call them, with the file that names them, or null where none does. Absent where
   * nobody could look.
   */
  readonly objects?: ReadonlyMap<string, string | null>;
  /** What could not be read, one sentence each. Nothing is `not referenced` while there is one. */
  readonly gaps: readonly string[];
}

export interface ContractTable {
  /** Null where the contract leaves it to the search path. */
  readonly schema: string | null;
  readonly name: string;
  readonly columns: readonly ContractColumn[];
  /** Whether a statement reads or fills all columns without naming them. */
  readonly everyColumn: 'no' | 'read' | 'written';
}

export interface ContractColumn {
  readonly name: string;
  /** Whether the code may put a value into it. False only where the contract shows that it does not. */
  readonly written: boolean | 'unknown';
}

export interface ContractEnum {
  readonly schema: string | null;
  readonly name: string;
  readonly labels: readonly string[];
}
