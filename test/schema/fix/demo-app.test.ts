import { afterAll, beforeAll, expect, test } from 'vitest';
import { asWritten } from '#src/schema/contract/as-written.ts';
import type { Contract } from '#src/schema/contract/contract.ts';
import { proveForwardFix, type ForwardFix } from '#src/schema/fix/prove-forward-fix.ts';
import type { Marker } from '#src/schema/markers/marker.ts';
import { canonicalStatements } from '#src/schema/oracle/canonical-statements.ts';
import { accept } from '#src/schema/oracle/execute.ts';
import type { Accepted, Way } from '#src/schema/oracle/statement.ts';
import { readMigration } from '#sandbox/app/database/migrations.ts';
import { invoicesContract } from './contracts.ts';
import { openGround, type Case, type Ground } from './ground.ts';

const MARKER: Marker = {
  says: 'breaking',
  reason: 'total is subtotal and tax now',
  restores: [{ column: 'total', expression: 'subtotal + tax' }],
  after: null,
  signedOffBy: null,
  file: 'change.sql',
  line: 1,
  statement: { firstLine: 1, lastLine: 1, sharesLine: false },
  by: null,
};

const COLUMNS = {
  id: true,
  number: true,
  customer: true,
  billing_address: true,
  issued_on: true,
  paid_at: true,
  subtotal: true,
  tax: true,
};

let ground: Ground;
let old: readonly Accepted[];
let demo: Case;

beforeAll(async () => {
  ground = await openGround('pglite');
  const before = await Promise.all((['0000_init', '0001_expand', '0002_backfill'] as const).map(readMigration));
  const first = await ground.change(before.join(';\n'), '');
  old = await accept(ground.scratch, canonicalStatements(first.live));
  demo = await ground.continue(await readMigration('0003_contract'));
});
afterAll(() => ground.close());

async function fixFor(contract: Contract, statements: readonly Accepted[]): Promise<ForwardFix> {
  await ground.reopen();
  const live = await accept(ground.scratch, canonicalStatements(demo.live));
  return proveForwardFix(ground.reopen, { ...demo, markers: [MARKER], contract }, { old: statements, live });
}

test('everything that the old code of the demo app may say to its tables works again, and so does everything of the live code', async () => {
  const fix = await fixFor(invoicesContract({ ...COLUMNS, total: true }), old);

  expect(old.length).toBeGreaterThan(20);
  expect(fix).toMatchObject({ kind: 'proved', draft: { uncovered: [] }, proof: { left: [], hurts: [] } });
  expect(fix.draft.steps.map(({ finding, dataBack }) => ({ code: finding.code, object: finding.object, dataBack }))).toEqual([
    { code: 'NOT_NULL_SET', object: 'public.invoices.subtotal', dataBack: 'yes' },
    { code: 'NOT_NULL_SET', object: 'public.invoices.tax', dataBack: 'yes' },
    { code: 'COLUMN_DROPPED', object: 'public.invoices.total', dataBack: 'from expression' },
  ]);
  expect(fix.draft.sql).toContain('CREATE TRIGGER');
});

test('code whose contract shows that it never writes the total gets it as a generated column', async () => {
  const contract = invoicesContract({ ...COLUMNS, total: false });
  const statements = withoutWrites(contract);
  expect(statements.length).toBeGreaterThan(5);

  const fix = await fixFor(contract, statements);

  expect(fix.draft.sql).toContain('GENERATED ALWAYS AS (subtotal + tax) STORED');
  expect(fix.kind === 'proved' && fix.proof.left).toEqual([]);
  expect(fix.kind === 'proved' && fix.proof.hurts.map(({ code, severity, sqlstate }) => ({ code, severity, sqlstate }))).toEqual([
    { code: 'STATEMENT_FAILED', severity: 'data', sqlstate: '22003' },
  ]);
});

/** What the old code says to its tables where it never writes the total. */
function withoutWrites(contract: Contract): readonly Accepted[] {
  // The rows that a statement is about are written too.
  const whole = ({ setup, text }: Way): string => `${setup}; ${text}`;
  const said = new Set(canonicalStatements(asWritten(demo.before, contract)).flatMap(({ ways }) => ways.map(whole)));
  return old.filter(({ way }) => said.has(whole(way)));
}
