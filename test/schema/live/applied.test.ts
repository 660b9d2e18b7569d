import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { appliedFindings } from '#src/schema/live/applied-findings.ts';
import { compareApplied } from '#src/schema/live/compare-applied.ts';
import type { Applied } from '#src/schema/live/compare-applied.ts';
import { readApplied } from '#src/schema/live/read-applied.ts';
import type { FileTree, Tool } from '#src/schema/migration.ts';
import { BOOKKEEPING } from '#src/schema/replay/bookkeeping.ts';
import { startLivePostgres, type LiveDatabase, type LivePostgres } from '#test/support/live-postgres.ts';
import { POSTGRES_BINARIES } from '#test/support/postgres.ts';
import { historyOf } from '../replay/replay-all.ts';

const ONE = 'create table t (id int);\n';
const TWO = 'alter table t add b int;\n';
const sha = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');

const FILES: Record<Tool, FileTree> = {
  prisma: new Map([
    ['20250101_one/migration.sql', ONE],
    ['20250102_two/migration.sql', TWO],
  ]),
  drizzle: new Map([
    ['meta/_journal.json', '{"entries":[{"tag":"0000_one"},{"tag":"0001_two"}]}'],
    ['0000_one.sql', ONE],
    ['0001_two.sql', TWO],
  ]),
  supabase: new Map([
    ['20250101000000_one.sql', ONE],
    ['20250102000000_two.sql', TWO],
  ]),
  sql: new Map([
    ['1_one.sql', ONE],
    ['2_two.sql', TWO],
  ]),
  goose: new Map([
    ['00001_one.sql', `-- +goose Up\n${ONE}`],
    ['00002_two.sql', `-- +goose Up\n${TWO}`],
  ]),
  'golang-migrate': new Map([
    ['000001_one.up.sql', ONE],
    ['000002_two.up.sql', TWO],
  ]),
  sqlx: new Map([
    ['1_one.sql', ONE],
    ['2_two.sql', TWO],
  ]),
  diesel: new Map([
    ['2025-01-01-000000_one/up.sql', ONE],
    ['2025-01-02-000000_two/up.sql', TWO],
  ]),
};

const prismaRow = (name: string, text: string, end = 'now(), null, null') =>
  `insert into _prisma_migrations (id, migration_name, checksum, finished_at, rolled_back_at, logs)
   values (gen_random_uuid(), '${name}', '${sha('sha256', text)}', ${end})`;
const drizzleRow = (text: string, when: number) =>
  `insert into drizzle.__drizzle_migrations (hash, created_at) values ('${sha('sha256', text)}', ${when})`;
const sqlxRow = (version: number, text: string, success = true) =>
  `insert into _sqlx_migrations values (${version}, 'x', now(), ${success}, '\\x${sha('sha384', text)}', 5)`;
const gooseRow = (version: number, isApplied = true) =>
  `insert into goose_db_version (version_id, is_applied) values (${version}, ${isApplied})`;
const supabaseRow = (version: string) => `insert into supabase_migrations.schema_migrations values ('${version}', null, 'x')`;
const dieselRow = (version: string) => `insert into __diesel_schema_migrations values ('${version}')`;
const golangRow = (version: number, dirty = false) => `insert into schema_migrations values (${version}, ${dirty})`;

const NOTHING = { kind: 'compared', behind: [], ahead: [], edited: [], halfApplied: [] } as const;

const CASES: readonly (readonly [Tool, string, readonly string[], Partial<Extract<Applied, { kind: 'compared' }>>])[] = [
  ['prisma', 'as expected', [prismaRow('20250101_one', ONE), prismaRow('20250102_two', TWO)], {}],
  ['prisma', 'behind', [prismaRow('20250101_one', ONE)], { behind: ['20250102_two'] }],
  [
    'prisma',
    'ahead',
    [prismaRow('20250101_one', ONE), prismaRow('20250102_two', TWO), prismaRow('20250103_three', 'select 1')],
    { ahead: ['20250103_three'] },
  ],
  ['prisma', 'edited', [prismaRow('20250101_one', 'another text'), prismaRow('20250102_two', TWO)], { edited: ['20250101_one'] }],
  ['prisma', 'written with other line ends', [prismaRow('20250101_one', ONE.replaceAll('\n', '\r\n')), prismaRow('20250102_two', TWO)], {}],
  [
    'prisma',
    'failed',
    [prismaRow('20250101_one', ONE), prismaRow('20250102_two', TWO, "null, null, 'relation exists'")],
    { halfApplied: [{ name: '20250102_two', state: 'failed' }] },
  ],
  [
    'prisma',
    'running',
    [prismaRow('20250101_one', ONE), prismaRow('20250102_two', TWO, 'null, null, null')],
    { halfApplied: [{ name: '20250102_two', state: 'unfinished' }] },
  ],
  [
    'prisma',
    'rolled back and applied again',
    [prismaRow('20250101_one', ONE), prismaRow('20250102_two', TWO, "null, now(), 'failed'"), prismaRow('20250102_two', TWO)],
    {},
  ],
  [
    'prisma',
    'rolled back',
    [prismaRow('20250101_one', ONE), prismaRow('20250102_two', TWO, 'now(), now(), null')],
    { behind: ['20250102_two'] },
  ],
  ['drizzle', 'as expected', [drizzleRow(ONE, 1), drizzleRow(TWO, 2)], {}],
  ['drizzle', 'behind', [drizzleRow(ONE, 1)], { behind: ['0001_two'] }],
  ['drizzle', 'ahead', [drizzleRow(ONE, 1), drizzleRow(TWO, 2), drizzleRow('x', 3)], { ahead: [sha('sha256', 'x')] }],
  ['drizzle', 'edited', [drizzleRow('another text', 1), drizzleRow(TWO, 2)], { edited: ['0000_one'] }],
  [
    'drizzle',
    'of the newer layout',
    [
      'alter table drizzle.__drizzle_migrations add name text',
      `insert into drizzle.__drizzle_migrations (hash, created_at, name) values ('x', 1, '0000_one')`,
    ],
    { behind: ['0001_two'], edited: ['0000_one'] },
  ],
  ['supabase', 'as expected', [supabaseRow('20250101000000'), supabaseRow('20250102000000')], {}],
  [
    'supabase',
    'behind and ahead',
    [supabaseRow('20250101000000'), supabaseRow('20250103000000')],
    { behind: ['20250102000000_two'], ahead: ['20250103000000'] },
  ],
  ['goose', 'as expected', [gooseRow(0), gooseRow(1), gooseRow(2)], {}],
  ['goose', 'taken back', [gooseRow(0), gooseRow(1), gooseRow(2), gooseRow(2, false)], { behind: ['00002_two'] }],
  ['goose', 'taken back and applied again', [gooseRow(0), gooseRow(1), gooseRow(2), gooseRow(2, false), gooseRow(2)], {}],
  ['golang-migrate', 'as expected', [golangRow(2)], {}],
  ['golang-migrate', 'empty', [], { behind: ['000001_one', '000002_two'] }],
  ['golang-migrate', 'behind', [golangRow(1)], { behind: ['000002_two'] }],
  ['golang-migrate', 'ahead', [golangRow(3)], { ahead: ['3'] }],
  ['golang-migrate', 'dirty', [golangRow(2, true)], { halfApplied: [{ name: '000002_two', state: 'failed' }] }],
  ['sqlx', 'as expected', [sqlxRow(1, ONE), sqlxRow(2, TWO)], {}],
  ['sqlx', 'edited', [sqlxRow(1, 'another text'), sqlxRow(2, TWO)], { edited: ['1_one'] }],
  ['sqlx', 'dirty', [sqlxRow(1, ONE), sqlxRow(2, TWO, false)], { halfApplied: [{ name: '2_two', state: 'failed' }] }],
  ['diesel', 'as expected', [dieselRow('20250101000000'), dieselRow('20250102000000')], {}],
  ['diesel', 'behind', [dieselRow('20250101000000')], { behind: ['2025-01-02-000000_two'] }],
];

describe.skipIf(POSTGRES_BINARIES === null)('what a tool says that it has applied, on a real server', () => {
  let server: LivePostgres;
  let live: LiveDatabase;
  const signal = () => AbortSignal.timeout(20_000);

  beforeAll(async () => {
    server = await startLivePostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    live = await server.create();
  });

  test.each(CASES)('%s, %s', async (tool, _, rows, expected) => {
    await live.run(BOOKKEEPING[tool]);
    await live.run(rows.join(';'));
    await grantAll(live);
    const applied = compareApplied(await readApplied(live.as('reader'), tool, signal()), historyOf(FILES[tool], tool));
    expect(applied).toEqual({ ...NOTHING, ...expected });
  });

  test('nothing can be told of plain SQL files', async () => {
    expect(await readApplied(live.as('reader'), 'sql', signal())).toMatchObject({ kind: 'cannot tell' });
  });

  test('a table that is not there is no empty one', async () => {
    const read = await readApplied(live.as('reader'), 'prisma', signal());
    expect(read).toMatchObject({ kind: 'cannot tell', why: expect.stringContaining('no table _prisma_migrations') });
  });

  test('a table that may not be read names the right that is missing', async () => {
    await live.run(BOOKKEEPING.drizzle);
    const read = await readApplied(live.as('reader'), 'drizzle', signal());
    expect(read).toMatchObject({ kind: 'cannot tell', why: expect.stringContaining('select on drizzle.__drizzle_migrations') });
  });

  test('a table of the same name that another tool made cannot be told', async () => {
    await live.run('create table schema_migrations (version text)');
    await grantAll(live);
    const read = await readApplied(live.as('reader'), 'golang-migrate', signal());
    expect(read).toMatchObject({ kind: 'cannot tell', why: expect.stringContaining('42703') });
  });

  test('two tables of one name cannot be told apart', async () => {
    await live.run(`${BOOKKEEPING.prisma}; create schema other; set search_path = other; ${BOOKKEEPING.prisma}`);
    expect(await readApplied(live.as('owner'), 'prisma', signal())).toMatchObject({ kind: 'cannot tell' });
  });

  test('a database that does not answer cannot be told', async () => {
    expect(await readApplied(live.as('reader'), 'prisma', AbortSignal.abort())).toMatchObject({ kind: 'cannot tell' });
  });
});

describe('findings about what is applied', () => {
  test('half a migration is unknown, a difference is a caveat, an edited file a note, and a half-applied one is told once', () => {
    const applied: Applied = { ...NOTHING, behind: ['b'], ahead: ['c'], edited: ['d'], halfApplied: [{ name: 'c', state: 'failed' }] };
    expect(appliedFindings(applied).map(({ code, severity, object }) => `${severity} ${code} ${object}`)).toEqual([
      'unknown HALF_APPLIED c',
      'conditional DRIFT b',
      'note DRIFT d',
    ]);
  });

  test('nothing is found where all is as expected, or where nothing can be told', () => {
    expect(appliedFindings(NOTHING)).toEqual([]);
    expect(appliedFindings({ kind: 'cannot tell', why: 'x' })).toEqual([]);
  });
});

async function grantAll(live: LiveDatabase): Promise<void> {
  await live.run(`do $$ declare name text; begin
    for name in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' and pg_has_role(nspowner, 'usage') loop
      execute format('grant usage on schema %I to reader; grant select on all tables in schema %I to reader', name, name);
    end loop;
  end $$;
  grant select on all tables in schema public to reader`);
}
