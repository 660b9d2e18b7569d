import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { schemaHistory, type SchemaHistoryOptions } from '#src/cli/schema-history.ts';

const PATIENCE = 120_000;
const FILES = {
  '1_init.sql': 'create table orders (id int primary key, note text);',
  '2_drop.sql': '-- gone\nalter table orders drop column note;',
  '3_add.sql': 'alter table orders add total int;',
};
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchback-history-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test(
  'one JSON object a line, in the order of the tool, as each is judged',
  async () => {
    await write(FILES);
    const { code, printed, complaints } = await run({ tool: 'sql', json: true });
    expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
    expect(printed.map((line) => JSON.parse(line) as unknown)).toEqual([
      { migration: '1_init', verdict: 'safe', findings: [] },
      {
        migration: '2_drop',
        verdict: 'unsafe',
        findings: [
          {
            code: 'COLUMN_DROPPED',
            severity: 'hard',
            object: 'public.orders.note',
            sqlstate: '42703',
            file: '2_drop.sql',
            line: 2,
            message: 'public.orders.note no longer exists.',
            failing: {
              statement: 'select "id", "note" from "public"."orders"',
              sqlstate: '42703',
              message: 'column "note" does not exist',
            },
          },
        ],
      },
      { migration: '3_add', verdict: 'safe', findings: [] },
    ]);
  },
  PATIENCE,
);

test(
  'without JSON a line for each, the worst finding below it, and a summary; the tool is told from the folder',
  async () => {
    await write(FILES);
    const { code, printed } = await run({ tool: null });
    expect({ code, printed }).toEqual({
      code: 0,
      printed: [
        'safe     1_init',
        'unsafe   2_drop\n         public.orders.note no longer exists. (2_drop.sql:2)',
        'safe     3_add',
        '3 migrations: 1 unsafe, 0 unknown, 0 caveat, 2 safe.',
      ],
    });
  },
  PATIENCE,
);

test.each([
  { what: 'a tool that is not known', files: FILES, tool: 'flyway', says: 'There is no migration tool flyway here.' },
  { what: 'a folder without migrations', files: { 'readme.md': '' }, tool: 'prisma', says: 'No migrations of prisma were found' },
  { what: 'a folder without migrations of any tool', files: { 'readme.md': '' }, tool: null, says: 'No migrations were found' },
  { what: 'two folders', files: { 'a/1_x.sql': 'select 1;', 'b/1_x.sql': 'select 1;' }, tool: 'sql', says: 'found in a/ and in b/' },
  { what: 'the wrong tool', files: FILES, tool: 'prisma', says: 'No migrations of prisma were found' },
  {
    what: 'a journal that was cut off',
    files: { 'meta/_journal.json': '{"entries": [{"ta' },
    tool: 'drizzle',
    says: 'is not a complete journal',
  },
])('$what is one clear sentence and exit code 2', async ({ files, tool, says }) => {
  await write(files);
  const { code, printed, complaints } = await run({ tool, json: true });
  expect({ code, printed, lines: complaints.length }).toEqual({ code: 2, printed: [], lines: 1 });
  expect(complaints[0]).toContain(says);
});

test('a folder that is not there is one clear sentence and exit code 2', async () => {
  const { code, complaints } = await run({ directory: join(folder, 'nowhere'), tool: 'sql' });
  expect({ code, complaints }).toEqual({
    code: 2,
    complaints: [
      `There is no folder ${join(folder, 'nowhere')}. Nothing was judged; name the folder that holds the migrations, and them alone.`,
    ],
  });
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function run(options: Partial<SchemaHistoryOptions>): Promise<{ code: number; printed: string[]; complaints: string[] }> {
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await schemaHistory({
    directory: folder,
    tool: null,
    json: false,
    engine: 'pglite',
    print: (line) => printed.push(line),
    complain: (line) => complaints.push(line),
    ...options,
  });
  return { code, printed, complaints };
}
