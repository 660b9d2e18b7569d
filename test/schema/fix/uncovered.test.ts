import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayedContract } from '#src/schema/contract/replayed-contract.ts';
import type { FixDraft } from '#src/schema/fix/draft.ts';
import { readDefinitions } from '#src/schema/fix/read-definitions.ts';
import { draftForwardFix } from '#src/schema/fix/draft-forward-fix.ts';
import { openGround, type Ground } from './ground.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround('pglite');
  await ground.scratch.run('CREATE ROLE reader');
});
afterAll(() => ground.close());

const TABLE = 'CREATE TABLE secrets (id int PRIMARY KEY, owner text)';

async function draftOf(old: string, change: string): Promise<FixDraft> {
  const { before, live, findings } = await ground.change(old, change);
  return draftForwardFix({ findings, before, live, markers: [], contract: replayedContract(before) });
}

const SECURITY = 'Who may see or change which rows is never decided by a draft. A person must write it, and another must read it.';

describe('no draft decides who may see or change what', () => {
  test.each([
    ['row level security that was switched on', TABLE, 'ALTER TABLE secrets ENABLE ROW LEVEL SECURITY', ['RLS_ENABLED']],
    [
      'row level security that was switched off',
      `${TABLE}; ALTER TABLE secrets ENABLE ROW LEVEL SECURITY`,
      'ALTER TABLE secrets DISABLE ROW LEVEL SECURITY',
      ['RLS_DISABLED'],
    ],
    [
      'a privilege that was revoked',
      `${TABLE}; GRANT SELECT ON secrets TO reader`,
      'REVOKE SELECT ON secrets FROM reader',
      ['PRIVILEGE_REVOKED'],
    ],
  ])('%s', async (_, old, change, codes) => {
    const { statements, uncovered } = await draftOf(old, change);

    expect(statements).toEqual([]);
    expect(uncovered.map(({ finding, why }) => ({ code: finding.code, why }))).toEqual(codes.map((code) => ({ code, why: SECURITY })));
  });

  test('a table that had row level security is not made again without it', async () => {
    const { statements, uncovered } = await draftOf(`${TABLE}; ALTER TABLE secrets ENABLE ROW LEVEL SECURITY`, 'DROP TABLE secrets');

    expect(statements).toEqual([]);
    expect(uncovered.map(({ finding }) => finding.code)).toEqual(['TABLE_DROPPED']);
    expect(uncovered[0]?.why).toContain('had row level security');
  });

  test('the view over a renamed table gives the same roles the same rights, with their own rights', async () => {
    const { statements } = await draftOf(`${TABLE}; GRANT SELECT ON secrets TO reader`, 'ALTER TABLE secrets RENAME TO vault');

    expect(statements).toEqual([
      'CREATE VIEW "public"."secrets" WITH (security_invoker = true) AS SELECT "id", "owner" FROM "public"."vault"',
      'GRANT SELECT ON "public"."secrets" TO "reader"',
    ]);
  });

  test('nor does it make a function that runs with the rights of its owner', async () => {
    const old = `CREATE FUNCTION secret() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`;
    const { before, live, findings } = await ground.change(old, 'DROP FUNCTION secret()');
    const oid = before.functions[0]?.oid ?? 0;
    const definitions = new Map([
      [oid, `CREATE OR REPLACE FUNCTION public.secret() RETURNS integer LANGUAGE sql SECURITY DEFINER AS $function$SELECT 1$function$`],
    ]);

    const { statements, uncovered } = draftForwardFix({
      findings,
      before,
      live,
      markers: [],
      contract: replayedContract(before),
      definitions,
    });

    expect(statements).toEqual([]);
    expect(uncovered.map(({ why }) => why)).toEqual([
      'It runs with the rights of its owner. A person must make it again and say who may call it.',
    ]);
  });
});

describe('what is not drafted is said', () => {
  test.each([
    [
      'a function whose text was not kept',
      `CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      'DROP FUNCTION f()',
      'FUNCTION_DROPPED',
    ],
    [
      'a renamed column whose type changed too',
      'CREATE TABLE t (a int)',
      'ALTER TABLE t RENAME a TO b; ALTER TABLE t ALTER b TYPE text',
      'COLUMN_RENAMED',
    ],
    [
      'a required column in the primary key',
      'CREATE TABLE t (a int)',
      'ALTER TABLE t ADD COLUMN id int PRIMARY KEY',
      'REQUIRED_COLUMN_ADDED',
    ],
    [
      'a key that a foreign key stands on',
      'CREATE TABLE t (a int NOT NULL)',
      'ALTER TABLE t ADD CONSTRAINT k UNIQUE (a); CREATE TABLE u (a int REFERENCES t (a))',
      'UNIQUE_ADDED',
    ],
    ['a virtual table name that is taken', 'CREATE TABLE t (a int)', 'DROP TABLE t; CREATE VIEW t AS SELECT 1 AS b', 'COLUMN_DROPPED'],
  ])('%s', async (_, old, change, code) => {
    const { uncovered } = await draftOf(old, change);

    expect(uncovered.map(({ finding }) => finding.code)).toContain(code);
    for (const { why } of uncovered) expect(why).toMatch(/\.$/);
  });

  test('a caveat alone is no reason to change the live schema', async () => {
    const { statements, uncovered } = await draftOf('CREATE TABLE t (a int NOT NULL)', 'ALTER TABLE t ALTER a DROP NOT NULL');
    expect({ statements, uncovered }).toEqual({ statements: [], uncovered: [] });
  });
});

test('a dropped function comes back where its text was kept', async () => {
  const old = `CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a'`;
  await ground.change(old, '');
  const read = await readDefinitions(ground.scratch);
  const definitions = read.kind === 'read' ? read.definitions : new Map<number, string>();
  const { before, live, findings } = await ground.continue('DROP FUNCTION f(int)');

  const draft = draftForwardFix({ findings, before, live, markers: [], contract: replayedContract(before), definitions });

  expect(draft.uncovered).toEqual([]);
  expect(draft.removeLater).toEqual(['DROP FUNCTION "public"."f"(integer)']);
  expect(await ground.scratch.run(`${draft.sql} SELECT f(4) AS four`)).toMatchObject({ kind: 'ok', rows: [{ four: 4 }] });
});

test('names from the schema stay names', async () => {
  const hostile = 'CREATE TABLE "a""; DROP TABLE x; --" ("b""c\n" text NOT NULL, "ü.ä/ö" int)';
  const { before, live, findings } = await ground.change(
    hostile,
    'ALTER TABLE "a""; DROP TABLE x; --" RENAME COLUMN "b""c\n" TO "d$fill$"',
  );
  const draft = draftForwardFix({ findings, before, live, markers: [], contract: replayedContract(before) });

  expect(draft.uncovered).toEqual([]);
  expect(await ground.scratch.run(draft.sql)).toMatchObject({ kind: 'ok' });
  expect(
    await ground.scratch.run(`INSERT INTO "a""; DROP TABLE x; --" ("b""c\n") VALUES ('kept') RETURNING "d$fill$" AS copied`),
  ).toMatchObject({
    kind: 'ok',
    rows: [{ copied: 'kept' }],
  });
});
