import type { Label } from '#src/schema/diff/label.ts';
import type { FindingCode } from '#src/schema/finding.ts';

/** A change that is easily judged wrong, and the statement that shows who is right. */
export interface Trap {
  readonly name: string;
  readonly before: string;
  readonly migration: string;
  /** What the code of today has written since, where it takes that. */
  readonly live?: string;
  /** What the old code says. It passes on the old schema. */
  readonly old: string;
  /** What the old code gets on the new schema: a SQLSTATE, or null where it passes. */
  readonly gets: string | null;
  /** What comparing the catalogues says. */
  readonly diff: Label;
  /** What is said once statements were executed, where that differs. */
  readonly oracle?: Label;
  /** A finding that must be among them; absent where there must be none that counts. */
  readonly code?: FindingCode;
  /** Who sees it, where neither of the two can. */
  readonly seenBy?: 'the old queries' | 'the statements of the migration' | 'the contract' | 'the rows of the live database';
  /** Whether a collation must tell what is the same. */
  readonly collates?: true;
  /** Major version that it needs. */
  readonly since?: number;
}

/** The table that most traps are about. */
export const ORDERS = 'create table orders (id integer primary key, note text, qty integer not null default 1);';
