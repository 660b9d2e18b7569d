import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draftForwardFix } from '#src/schema/fix/draft-forward-fix.ts';
import { proveForwardFix, type ForwardFix } from '#src/schema/fix/prove-forward-fix.ts';
import { proveFix } from '#src/schema/fix/prove-fix.ts';
import type { Marker } from '#src/schema/markers/marker.ts';
import { invoicesContract } from './contracts.ts';
import { ENGINES, startEngine, type StartedEngine } from './engines.ts';
import { must, openGround, refused, says, type Ground } from './ground.ts';

const OLD = `CREATE TABLE invoices (id serial PRIMARY KEY, customer text NOT NULL, subtotal numeric(12, 2), tax numeric(12, 2), total numeric(12, 2) NOT NULL)`;
const CHANGE = `ALTER TABLE invoices DROP COLUMN total`;
const ROWS = [
  `INSERT INTO invoices (customer, subtotal, tax) VALUES ('Ada', 100, 20)`,
  `INSERT INTO invoices (customer, subtotal, tax) VALUES ('Grace', 50, 10)`,
];

const MARKER: Marker = {
  says: 'breaking',
  reason: 'total is derived now',
  restores: [{ column: 'total', expression: 'subtotal + tax' }],
  after: null,
  signedOffBy: null,
  file: 'change.sql',
  line: 1,
  statement: { firstLine: 1, lastLine: 1, sharesLine: false },
  by: null,
};

const OLD_READ = 'SELECT id, customer, total FROM invoices';
const OLD_WRITES = [
  `INSERT INTO invoices (customer, total) VALUES ('Ada', 120)`,
  `INSERT INTO invoices (customer, subtotal, tax, total) VALUES ('Ada', 100, 20, 120)`,
  `UPDATE invoices SET total = 130`,
];
const LIVE = [
  'SELECT id, customer, subtotal, tax FROM invoices',
  `INSERT INTO invoices (customer, subtotal, tax) VALUES ('Ada', 100, 20)`,
  `UPDATE invoices SET tax = 25`,
];

const WRITTEN = invoicesContract({ id: true, customer: true, subtotal: true, tax: true, total: true });
const ONLY_READ = invoicesContract({ id: true, customer: true, subtotal: true, tax: true, total: false });

describe.each(ENGINES)('the dropped total, on %s', (engine) => {
  let ground: Ground;
  let started: StartedEngine;
  beforeAll(async () => {
    started = await startEngine(engine);
    ground = await openGround(started.engine);
  });
  afterAll(async () => {
    await ground.close();
    await started.stop();
  });

  test('a generated column lets the old code read and refuses every write of it with 428C9', async () => {
    const { before, live, findings } = await ground.change(OLD, CHANGE);
    const draft = draftForwardFix({ findings, before, live, markers: [MARKER], contract: ONLY_READ });
    expect(draft.statements).toEqual([
      `ALTER TABLE "public"."invoices" ADD COLUMN "total" numeric(12,2) GENERATED ALWAYS AS (subtotal + tax) STORED`,
    ]);

    const proof = await proveFix(ground.scratch, draft, before, live, { old: says(OLD_READ, ...OLD_WRITES), live: says(...LIVE) }, ROWS);

    expect(await refused(ground.scratch, [OLD_READ, ...OLD_WRITES])).toEqual(
      OLD_WRITES.map((statement) => ({ statement, sqlstate: '428C9' })),
    );
    expect(proof.kind === 'proved' && proof.left.map(({ code, sqlstate }) => ({ code, sqlstate }))).toEqual([
      { code: 'BECAME_GENERATED', sqlstate: '428C9' },
    ]);
  });

  test('code that only reads it is given the generated column, which brings every value back', async () => {
    const { before, live, findings } = await ground.change(OLD, CHANGE);

    const fix = await proveForwardFix(
      ground.reopen,
      { findings, before, live, markers: [MARKER], contract: ONLY_READ },
      { old: says(OLD_READ), live: says(...LIVE) },
      ROWS,
    );

    expect(fix).toMatchObject({ kind: 'proved', proof: { left: [], hurts: [], passed: { old: 1, live: 3 } } });
    expect(fix.draft.steps.map(({ dataBack, rewrites, rowsTouched, why }) => ({ dataBack, rewrites, rowsTouched, why }))).toEqual([
      {
        dataBack: 'from expression',
        rewrites: true,
        rowsTouched: 'all',
        why: 'The column is generated, because nothing in the drizzle snapshot of the code to go back to writes it.',
      },
    ]);
    expect(await totalsAfter(fix)).toEqual(['60.00', '120.00']);
  });

  test('code that writes it is given a plain column with a trigger: old readers, old writers and new writers all pass', async () => {
    const { before, live, findings } = await ground.change(OLD, CHANGE);
    const question = { findings, before, live, markers: [MARKER], contract: WRITTEN };

    const fix = await proveForwardFix(ground.reopen, question, { old: says(OLD_READ, ...OLD_WRITES), live: says(...LIVE) }, ROWS);

    expect(fix).toMatchObject({ kind: 'proved', proof: { left: [], hurts: [], passed: { old: 4, live: 3 } } });
    expect(fix.draft.sql).not.toContain('GENERATED');
    expect(fix.draft.steps.map(({ dataBack, rewrites, rowsTouched, why }) => ({ dataBack, rewrites, rowsTouched, why }))).toEqual([
      {
        dataBack: 'from expression',
        rewrites: false,
        rowsTouched: 'all',
        why:
          'A trigger fills a plain column: a generated one refuses every write that names it (428C9), ' +
          'and the drizzle snapshot of the code to go back to does not show that it never does.',
      },
    ]);
    expect(await totalsAfter(fix)).toEqual(['60.00', '120.00']);
  });

  test('where the contract promises too much and an old write is seen to fail, the trigger takes the place of the generated column', async () => {
    const { before, live, findings } = await ground.change(OLD, CHANGE);
    const question = { findings, before, live, markers: [MARKER], contract: ONLY_READ };

    const fix = await proveForwardFix(ground.reopen, question, { old: says(OLD_READ, ...OLD_WRITES), live: says(...LIVE) }, ROWS);

    expect(fix).toMatchObject({ kind: 'proved', proof: { left: [], hurts: [] } });
    expect(fix.draft.sql).not.toContain('GENERATED');
    expect(fix.draft.steps.map(({ why }) => why)).toEqual([
      'A trigger fills a plain column: a generated one refuses every write that names it (428C9), and one was tried and did not hold.',
    ]);
  });

  test('the trigger follows the live code and keeps what the old code says', async () => {
    const { before, live, findings } = await ground.change(OLD, CHANGE);
    for (const row of ROWS) await must(ground.scratch, row);
    await must(ground.scratch, draftForwardFix({ findings, before, live, markers: [MARKER], contract: WRITTEN }).sql);

    await must(ground.scratch, `UPDATE invoices SET tax = 30 WHERE customer = 'Ada'`);
    await must(ground.scratch, `UPDATE invoices SET total = 1 WHERE customer = 'Grace'`);
    await must(ground.scratch, `UPDATE invoices SET customer = 'Grace Hopper' WHERE customer = 'Grace'`);

    expect(await totals()).toEqual(['1.00', '130.00']);
  });

  test('the live code is never refused because the old total cannot hold a sum', async () => {
    const { before, live, findings } = await ground.change(OLD, CHANGE);
    await must(ground.scratch, draftForwardFix({ findings, before, live, markers: [MARKER], contract: WRITTEN }).sql);

    await must(ground.scratch, `INSERT INTO invoices (customer, subtotal, tax) VALUES ('Ada', 9999999999.99, 9999999999.99)`);

    expect(await totals()).toEqual([null]);
  });

  test('without an inverse the column comes back empty, and the draft says so', async () => {
    const { before, live, findings } = await ground.change(OLD, CHANGE);

    const fix = await proveForwardFix(
      ground.reopen,
      { findings, before, live, markers: [], contract: WRITTEN },
      { old: says(OLD_READ), live: says(...LIVE) },
      ROWS,
    );

    expect(fix).toMatchObject({ kind: 'proved', proof: { left: [], hurts: [] } });
    expect(fix.draft.steps.map(({ dataBack, why }) => ({ dataBack, why }))).toEqual([
      {
        dataBack: 'no',
        why:
          'The column comes back without its values: nothing says how to compute them, and only a backup has them. ' +
          'It allows NULL, because the live code does not fill it.',
      },
    ]);
    expect(await totalsAfter(fix)).toEqual([null, null]);
  });

  test('dropped and added again: the shape is there, and the inverse of the marker fills the seeded rows', async () => {
    const again = `${CHANGE}; ALTER TABLE invoices ADD COLUMN total numeric(12, 2)`;
    const { before, live, findings } = await ground.change(OLD, again);
    expect(findings.map(({ code, severity }) => ({ code, severity }))).toContainEqual({
      code: 'COLUMN_RECREATED',
      severity: 'conditional',
    });

    const fix = await proveForwardFix(
      ground.reopen,
      { findings, before, live, markers: [MARKER], contract: WRITTEN },
      { old: says(OLD_READ), live: says(...LIVE) },
      ROWS,
    );

    expect(fix).toMatchObject({ kind: 'proved', proof: { left: [], hurts: [] } });
    expect(fix.draft.statements).toEqual(['UPDATE "public"."invoices" SET "total" = (subtotal + tax) WHERE "total" IS NULL']);
    expect(await totalsAfter(fix)).toEqual(['60.00', '120.00']);
  });

  test('what removes the fix later leaves the live schema as it was', async () => {
    const { before, live, findings } = await ground.change(OLD, CHANGE);
    const draft = draftForwardFix({ findings, before, live, markers: [MARKER], contract: WRITTEN });
    await must(ground.scratch, draft.sql);
    for (const statement of draft.removeLater) await must(ground.scratch, statement);

    const left = await ground.scratch.run(
      `SELECT (SELECT count(*)::int FROM pg_trigger WHERE NOT tgisinternal) AS triggers,
        (SELECT count(*)::int FROM information_schema.columns WHERE table_name = 'invoices' AND column_name = 'total') AS columns,
        (SELECT count(*)::int FROM pg_proc WHERE pronamespace = 'public'::regnamespace) AS functions`,
    );
    expect(left).toMatchObject({ kind: 'ok', rows: [{ triggers: 0, columns: 0, functions: 0 }] });
  });

  /** What the rows hold once the fix is applied to them. */
  async function totalsAfter({ draft }: ForwardFix): Promise<unknown[]> {
    await ground.reopen();
    for (const row of ROWS) await must(ground.scratch, row);
    await must(ground.scratch, draft.sql);
    return totals();
  }

  async function totals(): Promise<unknown[]> {
    const ran = await ground.scratch.run('SELECT total::text AS total FROM invoices ORDER BY invoices.total');
    return ran.kind === 'ok' ? ran.rows.map(({ total }) => total) : [ran];
  }
});
