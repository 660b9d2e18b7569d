import { INVOICES, OLD, type Span } from './span.ts';

const prisma = (...names: string[]): Record<string, string> =>
  Object.fromEntries([
    ['prisma/migrations/migration_lock.toml', 'provider = "postgresql"\n'],
    ...names.map((name, at) => [
      `prisma/migrations/${name}/migration.sql`,
      at === 0 ? INVOICES : 'alter table invoices add column tax numeric;\n',
    ]),
  ]);
const journal = (...entries: readonly (readonly [tag: string, when: number])[]): string =>
  JSON.stringify({
    version: '7',
    dialect: 'postgresql',
    entries: entries.map(([tag, when], idx) => ({ idx, version: '7', when, tag, breakpoints: true })),
  });

const DRIZZLE = { 'drizzle/0000_base.sql': INVOICES, 'drizzle/0001_tax.sql': 'alter table invoices add column tax numeric;\n' };

/** Layouts and orders of the tools, and folders that are not what they seem. */
export const SPANS_OF_TOOLS: readonly Span[] = [
  {
    name: 'Prisma runs a migration that was merged late',
    old: prisma('20250101_base', '20250301_tax'),
    changes: { 'prisma/migrations/20250201_late/migration.sql': 'alter table invoices drop column total;\n' },
    verdict: 'unsafe',
    finds: ['COLUMN_DROPPED public.invoices.total 42703 prisma/migrations/20250201_late/migration.sql:1'],
  },
  {
    name: 'golang-migrate never runs one that was merged late',
    old: {
      'db/migrations/000001_base.up.sql': INVOICES,
      'db/migrations/000001_base.down.sql': 'drop table invoices;\n',
      'db/migrations/000003_tax.up.sql': 'alter table invoices add column tax numeric;\n',
      'db/migrations/000003_tax.down.sql': 'alter table invoices drop column tax;\n',
    },
    changes: {
      'db/migrations/000002_late.up.sql': 'create table words (id integer);\n',
      'db/migrations/000002_late.down.sql': 'drop table words;\n',
    },
    verdict: 'unknown',
    finds: ['OPAQUE 000002_late - db/migrations/000002_late.up.sql'],
  },
  {
    name: 'goose refuses one that was merged late',
    old: {
      'migrations/00001_base.sql': `-- +goose Up\n${INVOICES}`,
      'migrations/00003_tax.sql': '-- +goose Up\nalter table invoices add column tax numeric;\n',
    },
    changes: { 'migrations/00002_late.sql': '-- +goose Up\ncreate table words (id integer);\n' },
    verdict: 'unknown',
    finds: ['OPAQUE 00002_late - migrations/00002_late.sql'],
  },
  {
    name: 'Drizzle runs one that stands before others in the journal and is newer than they are',
    old: { ...DRIZZLE, 'drizzle/meta/_journal.json': journal(['0000_base', 1], ['0001_tax', 2]) },
    changes: {
      'drizzle/0001_late.sql': 'create table words (id integer);\n',
      'drizzle/meta/_journal.json': journal(['0000_base', 1], ['0001_late', 3], ['0001_tax', 2]),
    },
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'Drizzle never runs one that is older than the newest one that was applied',
    old: { ...DRIZZLE, 'drizzle/meta/_journal.json': journal(['0000_base', 1], ['0001_tax', 5]) },
    changes: {
      'drizzle/0002_late.sql': 'create table words (id integer);\n',
      'drizzle/meta/_journal.json': journal(['0000_base', 1], ['0001_tax', 5], ['0002_late', 3]),
    },
    verdict: 'unknown',
    finds: ['OPAQUE 0002_late - drizzle/0002_late.sql'],
  },
  {
    name: 'a file outside Drizzle’s journal never runs',
    old: { ...DRIZZLE, 'drizzle/meta/_journal.json': journal(['0000_base', 1], ['0001_tax', 2]) },
    changes: { 'drizzle/0002_draft.sql': 'drop table invoices;\n' },
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a migration that Drizzle’s journal names and that is not there',
    old: { ...DRIZZLE, 'drizzle/meta/_journal.json': journal(['0000_base', 1], ['0001_tax', 2]) },
    changes: { 'drizzle/meta/_journal.json': journal(['0000_base', 1], ['0001_tax', 2], ['0002_gone', 3]) },
    verdict: 'unknown',
    finds: ['OPAQUE 0002_gone.sql - drizzle/0002_gone.sql'],
  },
  {
    name: 'a migration in Go',
    old: { 'migrations/00001_base.sql': `-- +goose Up\n${INVOICES}` },
    changes: { 'migrations/00002_data.go': 'package migrations\n' },
    verdict: 'unknown',
    finds: ['OPAQUE 00002_data.go - migrations/00002_data.go'],
  },
  {
    name: 'a migration in Go was edited',
    old: { 'migrations/00001_base.sql': `-- +goose Up\n${INVOICES}`, 'migrations/00002_data.go': 'package migrations\n' },
    changes: { 'migrations/00002_data.go': 'package migrations // now it drops\n' },
    verdict: 'unknown',
    finds: ['OPAQUE 00002_data.go - migrations/00002_data.go'],
  },
  {
    name: 'what an earlier migration in Go may have made',
    old: { 'migrations/00001_base.sql': `-- +goose Up\n${INVOICES}`, 'migrations/00002_data.go': 'package migrations\n' },
    changes: { 'migrations/00003_drop.sql': '-- +goose Up\ndrop table if exists made_in_go;\n' },
    verdict: 'unknown',
    finds: ['OPAQUE 00003_drop - migrations/00003_drop.sql'],
  },
  {
    name: 'nothing that an earlier migration in Go may have made',
    old: { 'migrations/00001_base.sql': `-- +goose Up\n${INVOICES}`, 'migrations/00002_data.go': 'package migrations\n' },
    changes: {
      'migrations/00003_tax.sql':
        '-- +goose Up\nalter table invoices add column tax numeric;\ncreate table if not exists words (id integer);\n',
    },
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'the folder of the migrations was renamed',
    old: OLD,
    changes: {
      'migrations/0001_base.sql': null,
      'db/migrations/0001_base.sql': INVOICES,
      'db/migrations/0002_next.sql': 'alter table invoices drop column total;\n',
    },
    verdict: 'unsafe',
    finds: ['COLUMN_DROPPED public.invoices.total 42703 db/migrations/0002_next.sql:1'],
  },
  {
    name: 'two folders with migrations',
    old: OLD,
    changes: { 'other/migrations/0001_base.sql': INVOICES },
    verdict: 'unknown',
    finds: ['OPAQUE the migrations - -'],
    says: 'migrations/ and in other/migrations/',
  },
  {
    name: 'a repository without migrations',
    old: { 'app.js': '1' },
    changes: { 'app.js': '2' },
    verdict: 'unknown',
    finds: ['OPAQUE the migrations - -'],
  },
  {
    name: 'the first migrations',
    old: { 'app.js': '1' },
    changes: OLD,
    verdict: 'unknown',
    finds: ['OPAQUE the migrations - -'],
  },
  {
    name: 'the migrations were removed',
    old: OLD,
    changes: { 'migrations/0001_base.sql': null },
    verdict: 'unknown',
    finds: ['OPAQUE the migrations - -'],
  },
  {
    name: 'Supabase: a table for its roles',
    old: { 'supabase/config.toml': '', 'supabase/migrations/20250101000000_base.sql': INVOICES },
    changes: { 'supabase/migrations/20250201000000_next.sql': 'revoke select on invoices from anon;\n' },
    verdict: 'unsafe',
    finds: ['PRIVILEGE_REVOKED public.invoices 42501 supabase/migrations/20250201000000_next.sql:1'],
  },
];
