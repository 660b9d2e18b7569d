import { describe, expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { schemaDetails } from '#domain/schema-details.ts';
import { schemaFits, type SchemaQuestion } from '#src/evidence/facts/schema-fits.ts';
import type { SchemaSource, Span } from '#src/evidence/schema/schema-source.ts';
import { hang } from '#test/support/gate.ts';
import { DROPPED, FROM, reported, SAFE, TO, UNKNOWN, UNSAFE, WITH_CAVEAT } from '#test/support/schema-reports.ts';
import { GOOD } from '#test/support/scripted-deploys.ts';
import { BAD, NOW } from '#test/support/shop.ts';

const never = new AbortController().signal;
const OLDER = { ...GOOD, id: 'dpl_older', commit: '0123456789012345678901234567890123456789' };
const FLOOR = { ...GOOD, id: 'dpl_floor', commit: '9f2c1a3000000000000000000000000000000000' };

async function ask(source: SchemaSource | null, change: Partial<SchemaQuestion> = {}) {
  const question: SchemaQuestion = {
    target: GOOD,
    suspect: BAD,
    others: [],
    newest: { kind: 'read', value: { deployment: BAD, state: 'served' } },
    deadlineMs: 50,
    ...change,
  };
  const found = await schemaFits(source, question, NOW, never);
  expect({ kind: found.kind, source: found.source, observedAt: found.observedAt }).toEqual({
    kind: 'schema.fits',
    source: 'git',
    observedAt: NOW,
  });
  return found;
}

describe('a report', () => {
  test('safe: supports', async () => {
    expect(await ask(reported({ [FROM]: SAFE }))).toMatchObject({ verdict: 'supports', summary: SAFE.sentence });
  });

  test('safe with a caveat: supports, and the caveat stands in the sentence', async () => {
    const { verdict, summary } = await ask(reported({ [FROM]: WITH_CAVEAT }));
    expect(verdict).toBe('supports');
    expect(summary).toBe(
      "The old code runs on today's schema, with a caveat about data: 3 rows hold NULL in public.invoices.note (0003_contract.sql:1).",
    );
  });

  test('unknown: inconclusive, never safe', async () => {
    const found = await ask(reported({ [FROM]: UNKNOWN }));
    expect(found.verdict).toBe('inconclusive');
    expect(schemaDetails(found)?.limits).toEqual(['0002_data.go was not run.']);
  });

  test('unsafe: contradicts, with what people must see of it', async () => {
    const found = await ask(reported({ [FROM]: UNSAFE }));
    expect(found.verdict).toBe('contradicts');
    expect(schemaDetails(found)).toEqual({
      shape: 'schema details 1',
      verdict: 'unsafe',
      from: FROM,
      to: TO,
      tool: 'sql',
      computedAt: null,
      findings: [
        {
          code: 'COLUMN_DROPPED',
          severity: 'hard',
          object: 'public.invoices.total',
          sqlstate: '42703',
          place: 'migrations/0003_contract.sql:3',
          message: 'public.invoices.total no longer exists.',
          failing: { statement: 'SELECT "total" FROM "public"."invoices"', sqlstate: '42703' },
        },
      ],
      more: 0,
      floor: { deploy: '9f2c1a3', endedBy: '0003_contract' },
      fitting: [],
      fix: { kind: 'proved', whole: true, files: ['migrations/0004_restore_total.sql'] },
      down: null,
      limits: ['No database is configured, so rows were not counted.'],
    });
  });

  test('kept from earlier says since when, and whether the live schema was read again', async () => {
    const computedAt = Date.UTC(2026, 10, 20, 14, 2, 33);
    const kept = (schemaRead: boolean) => reported({ [FROM]: SAFE }, { kind: 'kept', computedAt, schemaRead });
    const found = await ask(kept(true));
    expect(found.summary).toBe(`${SAFE.sentence} Computed 2026-11-20T14:02Z; files and live schema unchanged since.`);
    expect(schemaDetails(found)?.computedAt).toBe(computedAt);
    expect((await ask(kept(false))).summary).toBe(
      `${SAFE.sentence} Computed 2026-11-20T14:02Z; files unchanged since, and the live schema was not read.`,
    );
  });

  test('that never ends is cut: it is stored with every incident', async () => {
    const endless = 'x'.repeat(100_000);
    const finding = { ...DROPPED, object: endless, message: endless, failing: { statement: endless, sqlstate: '42703', message: endless } };
    const why = { check: 'redo' as const, verdict: 'failed' as const, sentence: endless };
    const found = await ask(
      reported({
        [FROM]: {
          ...UNSAFE,
          sentence: endless,
          findings: Array.from({ length: 500 }, () => finding),
          limits: Array.from({ length: 500 }, () => endless),
          fix: { kind: 'none', why: endless, uncovered: Array.from({ length: 500 }, () => endless) },
          down: { verdict: 'wrong', checks: [why], findings: [finding] },
        },
      }),
    );
    expect(schemaDetails(found)?.more).toBe(495);
    expect(JSON.stringify(found).length).toBeLessThan(12_000);
  });
});

describe('where the target does not run', () => {
  test('others on offer that are known to run are named: the floor itself, and what is kept', async () => {
    const source = reported({ [FROM]: UNSAFE, [OLDER.commit]: SAFE });
    const unsafe = { ...GOOD, id: 'dpl_unsafe', commit: 'f'.repeat(40) };
    const others = [unsafe, OLDER, FLOOR, { ...GOOD, id: 'dpl_unnamed', commit: null }];
    expect(schemaDetails(await ask(source, { others }))?.fitting).toEqual(['dpl_older', 'dpl_floor']);
  });

  test('one that is unknown, or that could not be looked up, is not', async () => {
    const unknown = reported({ [FROM]: UNSAFE, [OLDER.commit]: UNKNOWN });
    expect(schemaDetails(await ask(unknown, { others: [OLDER] }))?.fitting).toEqual([]);
    const gone = async () => {
      throw new SwitchbackError('provider_unavailable', 'git did not answer.');
    };
    const found = await ask({ ...unknown, kept: gone }, { others: [OLDER] });
    expect({ verdict: found.verdict, fitting: schemaDetails(found)?.fitting }).toEqual({ verdict: 'contradicts', fitting: [] });
  });
});

test('after going back the database still has the migrations of what served before', async () => {
  const asked: Span[] = [];
  const source = reported({ [OLDER.commit]: UNSAFE });
  const served = { ...BAD, createdAt: GOOD.createdAt + 1 };
  await ask(
    {
      ...source,
      ask: (span, signal) => {
        asked.push(span);
        return source.ask(span, signal);
      },
    },
    { target: OLDER, suspect: GOOD, newest: { kind: 'read', value: { deployment: served, state: 'served' } } },
  );
  expect(asked).toEqual([{ from: OLDER.commit, to: TO }]);
});

describe('where it could not be looked at', () => {
  test('no repository is configured: unavailable', async () => {
    expect(await ask(null)).toMatchObject({
      verdict: 'unavailable',
      summary: 'No repository is configured, so the schema was not judged.',
    });
  });

  test('a commit that the clone does not know: unavailable', async () => {
    const unread = async () => {
      throw new SwitchbackError('provider_not_found', 'The clone does not know f00. Fetch it.');
    };
    expect(await ask({ ask: unread, kept: unread })).toMatchObject({
      verdict: 'unavailable',
      summary: 'The schema could not be judged. The clone does not know f00. Fetch it.',
    });
  });

  test('a judge that hangs: unavailable', async () => {
    expect(await ask({ ask: (_, signal) => hang(signal), kept: (_, signal) => hang(signal) })).toMatchObject({
      verdict: 'unavailable',
      summary: 'The schema could not be judged. It did not answer within 0.05 s.',
    });
  });

  test('the newest build could not be read: unavailable, since it may have migrated the database', async () => {
    expect(await ask(reported({ [FROM]: SAFE }), { newest: { kind: 'unavailable', why: 'Vercel answered 502.' } })).toMatchObject({
      verdict: 'unavailable',
      summary: 'Whose migrations the database has could not be read, so the schema was not judged. Vercel answered 502.',
    });
  });

  test.each([
    { unknown: 'the target', change: { target: null } },
    { unknown: 'the live deployment', change: { suspect: null } },
    { unknown: 'the commit of the target', change: { target: { ...GOOD, commit: null } } },
    { unknown: 'the commit of the live deployment', change: { suspect: { ...BAD, commit: null } } },
  ])('$unknown is not known: inconclusive', async ({ change }) => {
    expect(await ask(reported({}), change)).toMatchObject({
      verdict: 'inconclusive',
      summary: 'A commit is not known, so the schema was not judged.',
    });
  });

  test.each([
    {
      what: 'target',
      change: { target: { ...GOOD, commit: null, uncommittedOn: 'a'.repeat(40) } },
      name: 'dpl_good “checkout: faster cart”',
    },
    {
      what: 'live deployment',
      change: { suspect: { ...BAD, commit: null, uncommittedOn: 'a'.repeat(40) } },
      name: 'dpl_bad “invoices: drop total”',
    },
  ])('the $what holds what nobody committed: inconclusive, and said so', async ({ change, name }) => {
    expect(await ask(reported({}), change)).toMatchObject({
      verdict: 'inconclusive',
      summary: `${name} was deployed from a work tree with uncommitted changes on aaaaaaa, so its code is not known and the schema was not judged.`,
    });
  });
});
