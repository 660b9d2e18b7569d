import { INVOICES, OLD, type Span } from './span.ts';

const DROP = 'alter table invoices drop column total;\n';
const ADD = 'alter table invoices add column tax numeric;\n';
const VIEW = 'create or replace view notes as select id, note from invoices;\n';
const CHANGESETS = `--liquibase formatted sql\n\n--changeset ada:1\n${INVOICES}--rollback drop table invoices;\n`;

const ops = (...sql: string[]): string =>
  JSON.stringify(
    sql.map((text) => ({
      id: text,
      label: text,
      operationClass: 'additive',
      precheck: [],
      execute: [{ description: text, sql: text }],
      postcheck: [],
    })),
  );
const prisma8 = (name: string, from: string | null, to: string, ...sql: string[]): Record<string, string> => ({
  [`prisma/migrations/app/${name}/ops.json`]: ops(...sql),
  [`prisma/migrations/app/${name}/migration.json`]: JSON.stringify({
    from,
    to,
    providedInvariants: [],
    createdAt: '2026-10-01T00:00:00Z',
    migrationHash: 'x',
  }),
  [`prisma/migrations/app/${name}/migration.ts`]: 'export default class {}\n',
});
const FIRST = prisma8('20261001T1000_invoices', null, 'a', INVOICES.trim());

/** Layouts of tools that share a folder of SQL files with others, or have one of their own. */
export const SPANS_OF_FORMATS: readonly Span[] = [
  {
    name: 'Flyway: an undo file is no migration, a repeatable one runs after the others',
    old: { 'db/V1__invoices.sql': INVOICES, 'db/U1__invoices.sql': 'drop table invoices;\n', 'db/R__notes.sql': VIEW },
    changes: { 'db/V2__tax.sql': ADD, 'db/U2__tax.sql': 'alter table invoices drop column tax;\n' },
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'Flyway: a repeatable file that changed runs again',
    old: {
      'db/V1__invoices.sql': INVOICES,
      'db/V1_1__tax.sql': ADD,
      'db/R__notes.sql': 'drop view if exists notes;\ncreate view notes as select id, note from invoices;\n',
    },
    changes: { 'db/R__notes.sql': 'drop view if exists notes;\ncreate view notes as select id from invoices;\n' },
    verdict: 'unsafe',
    finds: ['VIEW_COLUMN_DROPPED public.notes.note 42703 db/R__notes.sql:1', 'VIEW_REDEFINED public.notes - db/R__notes.sql:1'],
  },
  {
    name: 'Flyway: versions have parts, and a migration in Java is none that is replayed',
    old: { 'db/V1__invoices.sql': INVOICES, 'db/V1.9__tax.sql': ADD },
    changes: { 'db/V1_10__fill.java': 'class V1_10__fill {}\n', 'db/V1_11__total.sql': DROP },
    verdict: 'unsafe',
    finds: ['OPAQUE V1_10__fill.java - db/V1_10__fill.java', 'COLUMN_DROPPED public.invoices.total 42703 db/V1_11__total.sql:1'],
  },
  {
    name: 'Flyway: a callback is told',
    old: { 'db/V1__invoices.sql': INVOICES },
    changes: { 'db/afterMigrate__grants.sql': 'select 1;\n' },
    verdict: 'unknown',
    finds: ['OPAQUE afterMigrate__grants.sql - db/afterMigrate__grants.sql'],
  },
  {
    name: 'Atlas: a checkpoint is skipped by a database that has what comes before it',
    old: { 'migrations/20240101000000_base.sql': INVOICES, 'migrations/atlas.sum': 'h1:x=\n' },
    changes: {
      'migrations/20240201000000_tax.sql': ADD,
      'migrations/20240301000000_checkpoint.sql': `-- atlas:checkpoint\n\n${INVOICES.replace('note text', 'note text, tax numeric')}`,
    },
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'Atlas: what comes after a checkpoint counts',
    old: {
      'migrations/20240101000000_base.sql': INVOICES,
      'migrations/20240301000000_checkpoint.sql': `-- atlas:checkpoint v1\n\n${INVOICES}`,
    },
    changes: { 'migrations/20240401000000_total.sql': DROP },
    verdict: 'unsafe',
    finds: ['COLUMN_DROPPED public.invoices.total 42703 migrations/20240401000000_total.sql:1'],
  },
  {
    name: 'Atlas: a checkpoint from which the history begins is its first migration',
    old: { 'migrations/20240301000000_checkpoint.sql': `-- atlas:checkpoint\n\n${INVOICES}` },
    changes: { 'migrations/20240401000000_total.sql': DROP },
    verdict: 'unsafe',
    finds: ['COLUMN_DROPPED public.invoices.total 42703 migrations/20240401000000_total.sql:1'],
  },
  {
    name: 'Liquibase: a changeset that is added to a file is a migration, and no edit of it',
    old: { 'changelog/001_invoices.sql': CHANGESETS },
    changes: {
      'changelog/001_invoices.sql': `${CHANGESETS}\n--changeset ben:2 runInTransaction:false\n${DROP}--rollback alter table invoices add column total numeric;\n`,
    },
    verdict: 'unsafe',
    finds: ['COLUMN_DROPPED public.invoices.total 42703 changelog/001_invoices.sql:8'],
  },
  {
    name: 'Liquibase: a changeset for another database does nothing here',
    old: { 'changelog/001_invoices.sql': CHANGESETS },
    changes: {
      'changelog/002_more.sql': `--liquibase formatted sql\n--changeset ben:2 dbms:mysql\n${DROP}--changeset ben:3 dbms:"postgresql,h2"\n${ADD}`,
    },
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'Liquibase: whether a changeset with a context runs is not known',
    old: { 'changelog/001_invoices.sql': CHANGESETS },
    changes: { 'changelog/002_more.sql': `--liquibase formatted sql\n--changeset ben:2 context:staging\n${DROP}` },
    verdict: 'unknown',
    finds: ['OPAQUE 002_more.sql#ben:2 - changelog/002_more.sql#ben:2'],
  },
  {
    name: 'Liquibase: an edited changeset',
    old: { 'changelog/001_invoices.sql': CHANGESETS },
    changes: { 'changelog/001_invoices.sql': CHANGESETS.replace('note text', 'note text not null') },
    verdict: 'unknown',
    finds: ['OPAQUE 001_invoices#ada:1 - changelog/001_invoices.sql'],
  },
  {
    name: 'Prisma 8: ops.json is what runs',
    old: FIRST,
    changes: prisma8('20261002T1000_total', 'a', 'b', DROP.trim().replace(';', '')),
    verdict: 'unsafe',
    finds: ['COLUMN_DROPPED public.invoices.total 42703 prisma/migrations/app/20261002T1000_total/ops.json:1'],
  },
  {
    name: 'Prisma 8: operations of another form are named for what they are',
    old: FIRST,
    changes: {
      ...prisma8('20261002T1000_total', 'a', 'b'),
      'prisma/migrations/app/20261002T1000_total/ops.json': '[{"id":"x","execute":[{"command":{"kind":"createIndex"}}]}]',
    },
    verdict: 'unknown',
    finds: ['OPAQUE prisma/migrations/app/20261002T1000_total/ops.json - prisma/migrations/app/20261002T1000_total/ops.json'],
  },
  {
    name: 'Prisma 8: two migrations that leave the same schema have no order',
    old: FIRST,
    changes: { ...prisma8('20261002T1000_a', 'a', 'b', 'select 1'), ...prisma8('20261002T1100_b', 'a', 'c', 'select 1') },
    verdict: 'unknown',
    finds: ['OPAQUE the migrations - -'],
    says: 'no single line',
  },
  {
    name: 'a program among SQL files that are numbered',
    old: { ...OLD, 'migrations/0002_fill.mjs': 'export const up = () => {};\n' },
    changes: { 'migrations/0002_fill.mjs': 'export const up = () => null;\n' },
    verdict: 'unknown',
    finds: ['OPAQUE 0002_fill.mjs - migrations/0002_fill.mjs'],
  },
];
