import type { ReportVerdict } from '#src/schema/render/report.ts';
import type { Files } from './repository.ts';

/** What lies between two commits, and what must be said about going back over it. */
export interface Span {
  readonly name: string;
  /** Files of the code to go back to. */
  readonly old: Files;
  /** By the later commit. */
  readonly changes: Files;
  readonly verdict: ReportVerdict;
  /** All findings but notes: `CODE object sqlstate file:line`, in any order. */
  readonly finds: readonly string[];
  /** Words that the sentence for people must hold. */
  readonly says?: string;
  /** Words that what was not looked at must hold. */
  readonly limits?: string;
}

export const INVOICES = `create table invoices (id integer primary key, subtotal numeric not null default 0, total numeric, note text);\n`;

/** A folder of plain SQL with one table. */
export const OLD: Files = { 'migrations/0001_base.sql': INVOICES };
