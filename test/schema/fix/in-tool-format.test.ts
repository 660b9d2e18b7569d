import { describe, expect, test } from 'vitest';
import type { FixDraft } from '#src/schema/fix/draft.ts';
import { inToolFormat } from '#src/schema/fix/in-tool-format.ts';
import { nextVersion } from '#src/schema/fix/next-version.ts';
import { sqlStyleOf } from '#src/schema/history/read-sql.ts';
import type { Tool } from '#src/schema/migration.ts';

const HEADING = '-- A forward fix, drafted by Switchback and proved on a scratch database. Read it before it is merged.\n';
const ADD = 'ALTER TABLE "public"."invoices" ADD COLUMN "total" numeric';
const FUNCTION = 'CREATE FUNCTION "public"."f"() RETURNS trigger LANGUAGE plpgsql AS $fill$\nBEGIN RETURN NEW; END\n$fill$';
const DROP = 'ALTER TABLE "public"."invoices" DROP COLUMN "total"';

const DRAFT: FixDraft = {
  steps: [],
  statements: [ADD, FUNCTION],
  sql: `${ADD};\n${FUNCTION};\n`,
  removeLater: [DROP],
  uncovered: [],
};

const NAMING = {
  version: '20261120152233',
  name: 'restore_total',
  reversible: false,
  journal: null,
  now: Date.UTC(2026, 10, 20, 15, 22, 33),
};
const UP = `${HEADING}${ADD};\n${FUNCTION};\n`;
const DOWN = `${DROP};\n`;

test.each([
  ['Flyway', 'V1__invoices.sql', 'select 1;', 'V0002__restore_total.sql', UP],
  [
    'dbmate',
    '0001_a.sql',
    '-- migrate:up\nselect 1;\n-- migrate:down\n',
    '0002_restore_total.sql',
    `-- migrate:up\n${UP}\n-- migrate:down\n${DOWN}`,
  ],
  [
    'tern',
    '0001_a.sql',
    'select 1;\n---- create above / drop below ----\n',
    '0002_restore_total.sql',
    `${UP}\n---- create above / drop below ----\n${DOWN}`,
  ],
  [
    'Liquibase',
    '0001_a.sql',
    '--liquibase formatted sql\n--changeset ada:1\nselect 1;\n',
    '0002_restore_total.sql',
    `--liquibase formatted sql\n--changeset switchback:0002_restore_total splitStatements:false\n${UP}`,
  ],
])('in a folder of %s it is written as the others are', (_, file, text, path, content) => {
  const style = sqlStyleOf(new Map([[file, text]]));
  expect(inToolFormat('sql', DRAFT, { ...NAMING, version: '0002', style })).toEqual([{ path, content }]);
});

describe('the draft in the format of', () => {
  test.each<[Tool, object, readonly { path: string; content: string }[]]>([
    ['prisma', {}, [{ path: '20261120152233_restore_total/migration.sql', content: UP }]],
    ['supabase', {}, [{ path: '20261120152233_restore_total.sql', content: UP }]],
    ['sql', { version: '0004' }, [{ path: '0004_restore_total.sql', content: UP }]],
    ['sqlx', {}, [{ path: '20261120152233_restore_total.sql', content: UP }]],
    [
      'sqlx',
      { reversible: true },
      [
        { path: '20261120152233_restore_total.up.sql', content: UP },
        { path: '20261120152233_restore_total.down.sql', content: DOWN },
      ],
    ],
    [
      'golang-migrate',
      { version: '000004' },
      [
        { path: '000004_restore_total.up.sql', content: UP },
        { path: '000004_restore_total.down.sql', content: DOWN },
      ],
    ],
    [
      'diesel',
      { version: '2026-11-20-152233' },
      [
        { path: '2026-11-20-152233_restore_total/up.sql', content: UP },
        { path: '2026-11-20-152233_restore_total/down.sql', content: DOWN },
      ],
    ],
    [
      'goose',
      {},
      [
        {
          path: '20261120152233_restore_total.sql',
          content: `-- +goose Up\n${HEADING}${ADD};\n-- +goose StatementBegin\n${FUNCTION};\n-- +goose StatementEnd\n\n-- +goose Down\n${DOWN}`,
        },
      ],
    ],
    [
      'drizzle',
      {},
      [{ path: '20261120152233_restore_total/migration.sql', content: `${HEADING}${ADD};\n--> statement-breakpoint\n${FUNCTION};\n` }],
    ],
  ])('%s %o', (tool, naming, files) => {
    expect(inToolFormat(tool, DRAFT, { ...NAMING, ...naming })).toEqual(files);
  });

  test('drizzle with a journal, whose entry is younger than every other', () => {
    const journal = JSON.stringify({
      version: '7',
      dialect: 'postgresql',
      entries: [{ idx: 0, version: '7', when: 4_000_000_000_000, tag: '0000_init', breakpoints: true }],
    });

    const [sql, written] = inToolFormat('drizzle', DRAFT, { ...NAMING, version: '0001', journal });

    expect(sql).toEqual({ path: '0001_restore_total.sql', content: `${HEADING}${ADD};\n--> statement-breakpoint\n${FUNCTION};\n` });
    expect(written?.path).toBe('meta/_journal.json');
    expect(JSON.parse(written?.content ?? '')).toEqual({
      version: '7',
      dialect: 'postgresql',
      entries: [
        { idx: 0, version: '7', when: 4_000_000_000_000, tag: '0000_init', breakpoints: true },
        { idx: 1, version: '7', when: 4_000_000_000_001, tag: '0001_restore_total', breakpoints: true },
      ],
    });
  });

  test('drizzle with a journal that cannot be read is refused', () => {
    expect(() => inToolFormat('drizzle', DRAFT, { ...NAMING, journal: '{' })).toThrow(
      'The journal of Drizzle could not be read, so no entry was added. Repair meta/_journal.json.',
    );
  });

  test('any tool says where nothing can be taken back', () => {
    expect(inToolFormat('golang-migrate', { ...DRAFT, removeLater: [] }, NAMING).at(1)?.content).toBe(
      '-- Nothing of it can be taken back.\n',
    );
  });
});

describe('the next version', () => {
  const now = Date.UTC(2026, 10, 20, 15, 22, 33);
  test.each<[Tool, readonly string[], string]>([
    ['drizzle', ['0000_init', '0003_contract'], '0004'],
    ['golang-migrate', ['1_a', '9_b'], '10'],
    ['golang-migrate', ['000001_a', '000002_b'], '000003'],
    ['golang-migrate', ['1700000000_a'], '1795188153'],
    ['goose', ['00001_a.sql', '20240102030405_b.sql'], '20261120152233'],
    ['prisma', ['20250101120000_a'], '20261120152233'],
    ['prisma', ['20991231235900_from_the_future'], '20991231235901'],
    ['prisma', ['202310122339_short'], '202611201522'],
    ['supabase', [], '20261120152233'],
    ['diesel', ['2024-01-02-030405_a'], '2026-11-20-152233'],
    ['diesel', ['2099-01-02-030405_a'], '2099-01-02-030406'],
  ])('of %s after %j is %s', (tool, names, version) => {
    expect(nextVersion(tool, names, now)).toBe(version);
  });
});
