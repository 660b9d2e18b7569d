import { INVOICES, OLD, type Span } from './span.ts';

const two = (sql: string): Record<string, string> => ({ 'migrations/0002_next.sql': sql });

/** What the authors say about their statements. */
export const SPANS_OF_MARKERS: readonly Span[] = [
  {
    name: 'a marker that says safe on what was tried and failed',
    old: OLD,
    changes: two('-- compat: safe (reason: nobody reads it)\nalter table invoices drop column total;\n'),
    verdict: 'unsafe',
    finds: ['COLUMN_DROPPED public.invoices.total 42703 migrations/0002_next.sql:2'],
  },
  {
    name: 'a marker that says safe, with a reason, an author and a commit',
    old: OLD,
    changes: two('-- compat: safe (reason: notes are never deleted)\nupdate invoices set note = upper(note);\n'),
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a marker that says safe and gives no reason',
    old: OLD,
    changes: two('-- compat: safe\nupdate invoices set note = upper(note);\n'),
    verdict: 'safe with data caveat',
    finds: ['DATA_REWRITE public.invoices - migrations/0002_next.sql:2'],
  },
  {
    name: 'a marker in a string',
    old: OLD,
    changes: two("select '\n-- compat: safe (reason: it is a string)\n';\nupdate invoices set note = upper(note);\n"),
    verdict: 'safe with data caveat',
    finds: ['DATA_REWRITE public.invoices - migrations/0002_next.sql:4'],
  },
  {
    name: 'a marker that says breaking where nothing is found',
    old: OLD,
    changes: two('-- compat: breaking (reason: the worker of v1 cannot read it)\nalter table invoices add column tax numeric;\n'),
    verdict: 'unsafe',
    finds: ['MARKED_BREAKING 0002_next.sql - migrations/0002_next.sql:2'],
    says: 'the worker of v1 cannot read it',
  },
  {
    name: 'a marker that was added to an old migration later',
    old: { 'migrations/0001_base.sql': INVOICES, 'migrations/0002_next.sql': 'alter table invoices add column tax numeric;\n' },
    changes: { 'migrations/0002_next.sql': '-- compat: safe (reason: later)\nalter table invoices add column tax numeric;\n' },
    verdict: 'safe',
    finds: [],
  },
];
