/**
 * How bad a change is for code that was written for the schema before it.
 * `hard`: an ordinary old statement fails whatever the data. `data`: it fails for some data. `conditional`: silent, or it depends on
 * how the code uses it. `unknown`: it could not be looked at. `note`: nothing is lost.
 */
export type Severity = 'hard' | 'data' | 'conditional' | 'unknown' | 'note';

/** Every kind of change that is told apart; the same closed list is documented in `docs/findings.md`. */
export const FINDING_CODES = [
  'TABLE_DROPPED',
  'TABLE_RENAMED',
  'TABLE_RECREATED',
  'COLUMN_DROPPED',
  'COLUMN_RENAMED',
  'COLUMN_RECREATED',
  'REQUIRED_COLUMN_ADDED',
  'NOT_NULL_SET',
  'NOT_NULL_DROPPED',
  'DEFAULT_DROPPED_REQUIRED',
  'DEFAULT_DROPPED',
  'DEFAULT_CHANGED',
  'TYPE_CHANGED',
  'TYPE_NARROWED',
  'TYPE_WIDENED',
  'TYPE_CHANGED_SQL_COMPATIBLE',
  'COLLATION_CHANGED',
  'ENUM_LABEL_REMOVED',
  'ENUM_LABEL_ADDED',
  'ENUM_REORDERED',
  'ENUM_RENAMED',
  'ENUM_DROPPED',
  'UNIQUE_ADDED',
  'UNIQUE_DROPPED',
  'PRIMARY_KEY_ADDED',
  'EXCLUDE_ADDED',
  'CONSTRAINT_RENAMED',
  'CHECK_ADDED',
  'FK_ADDED',
  'FK_DROPPED',
  'FK_ACTION_CHANGED',
  'PARENT_DELETE_RESTRICTED',
  'BECAME_GENERATED',
  'IDENTITY_ALWAYS',
  'NO_LONGER_GENERATED',
  'VIEW_DROPPED',
  'VIEW_COLUMN_DROPPED',
  'VIEW_LOST_UPDATABILITY',
  'VIEW_REDEFINED',
  'FUNCTION_DROPPED',
  'FUNCTION_RESULT_CHANGED',
  'FUNCTION_BODY_CHANGED',
  'FUNCTION_OVERLOAD_AMBIGUOUS',
  'TRIGGER_ADDED',
  'TRIGGER_CHANGED',
  'TRIGGER_DROPPED',
  'RULE_CHANGED',
  'RLS_ENABLED',
  'RLS_DISABLED',
  'POLICY_CHANGED',
  'PRIVILEGE_REVOKED',
  'SCHEMA_DROPPED',
  'SEQUENCE_DROPPED',
  'DOMAIN_DROPPED',
  'DOMAIN_TIGHTENED',
  'TYPE_DROPPED',
  'PARTITION_DETACHED',
  'EXTENSION_DROPPED',
  'PUBLICATION_CHANGED',
  'SEQUENCE_BEHIND',
  'AMBIGUOUS_COLUMN',
  'ROW_SHAPE',
  'EMBED_AMBIGUOUS',
  'DATA_REWRITE',
  'DATA_DESTROYED',
  'MIGRATOR_AHEAD',
  'MARKED_BREAKING',
  'STATEMENT_FAILED',
  'DRIFT',
  'HALF_APPLIED',
  'OPAQUE',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

/** One thing that code written for the earlier schema would meet. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Qualified: `public.invoices.total`. */
  readonly object: string;
  /** What the old code would see; null where it sees no error. */
  readonly sqlstate: string | null;
  /** The migration file and the line of the statement that did it; null where it is not known. */
  readonly file: string | null;
  readonly line: number | null;
  /** One plain sentence. May quote names from the schema: untrusted text. */
  readonly message: string;
  /** The file in which the code to go back to names it; absent where that code states nothing, or does not name it. */
  readonly usedBy?: string;
  /** A statement of the old code that was executed on the scratch live schema and failed; null where none was. */
  readonly failing: { readonly statement: string; readonly sqlstate: string; readonly message: string } | null;
}
