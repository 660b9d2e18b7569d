import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { createSchemaSource } from '#src/effects/schema-source.ts';
import type { SchemaSource } from '#src/evidence/schema/schema-source.ts';
import type { FingerprintSpan, JudgeSpan, SpanQuestion } from '#src/schema/verdict/judge-span.ts';
import type { SpanFingerprints } from '#src/schema/verdict/span-report.ts';
import type { Code } from '#src/providers/code.ts';
import type { Store } from '#src/store/store.ts';
import { gate, hang } from '#test/support/gate.ts';
import { FROM, SAFE, TO, UNKNOWN, UNSAFE } from '#test/support/schema-reports.ts';
import { onEveryStore } from '#test/support/stores.ts';

const never = new AbortController().signal;
const SPAN = { from: FROM, to: TO };
const NOW = Date.UTC(2026, 10, 20, 14, 2);
const SETTINGS = { repository: '/clones/shop', folder: 'migrations', tool: null };
const LIVE = { major: 18, shape: 'shape', texts: 'texts' };

interface Scripted {
  readonly source: SchemaSource;
  /** What was judged so far. */
  readonly judged: SpanQuestion[];
  readonly logged: () => string;
}

function scripted(
  store: Store,
  {
    judge = async () => UNSAFE,
    fingerprint = async () => UNSAFE.fingerprints,
    bring = async () => ({ kind: 'there' }),
  }: { judge?: JudgeSpan; fingerprint?: FingerprintSpan; bring?: Code['bring'] } = {},
  settings: Partial<typeof SETTINGS> = {},
): Scripted {
  const judged: SpanQuestion[] = [];
  const lines: string[] = [];
  const source = createSchemaSource(
    {
      store,
      code: { bring },
      judge: (question, signal) => {
        judged.push(question);
        return judge(question, signal);
      },
      fingerprint,
      now: () => NOW,
      log: pino({}, { write: (line: string) => void lines.push(line) }),
      stopped: never,
    },
    'shop',
    { ...SETTINGS, ...settings },
  );
  return { source, judged, logged: () => lines.join('') };
}

onEveryStore('the report on a way back', (stores) => {
  test('waits for commits that the clone lacks, and says which could not be fetched', async () => {
    const store = await stores.open();
    const why = `Commit ${SPAN.to} is not in the clone at /srv/shop, and origin did not give it. Fetch the clone and try again.`;
    const asked: string[] = [];
    const { source, judged } = scripted(store, {
      bring: async (commit) => {
        asked.push(commit);
        return commit === SPAN.to ? { kind: 'missing', why } : { kind: 'fetched' };
      },
    });
    await expect(source.ask(SPAN, never)).rejects.toMatchObject({ code: 'provider_not_found', message: why });
    expect({ asked, judged }).toEqual({ asked: [SPAN.from, SPAN.to], judged: [] });
  });

  test('is judged once, and then the kept one is used', async () => {
    const store = await stores.open();
    const { source, judged } = scripted(store);
    expect(await source.ask(SPAN, never)).toEqual({ report: UNSAFE, basis: { kind: 'judged now' } });
    const kept = { report: UNSAFE, basis: { kind: 'kept', computedAt: NOW, schemaRead: false } };
    expect(await source.ask(SPAN, never)).toEqual(kept);
    expect(await source.kept(SPAN, never)).toEqual(kept);
    expect(await scripted(store).source.ask(SPAN, never)).toEqual(kept);
    expect(judged).toEqual([{ ...SETTINGS, ...SPAN }]);
  });

  test('does not hold for another folder of migrations', async () => {
    const store = await stores.open();
    await scripted(store).source.ask(SPAN, never);
    expect((await scripted(store, {}, { folder: 'drizzle' }).source.ask(SPAN, never)).basis.kind).toBe('judged now');
  });
});

describe('a kept report', () => {
  async function askedAgain(stores: { open: () => Promise<Store> }, then: SpanFingerprints, now: SpanFingerprints) {
    const store = await stores.open();
    await scripted(store, { judge: async () => ({ ...UNSAFE, fingerprints: then }) }).source.ask(SPAN, never);
    const { source, judged } = scripted(store, { judge: async () => ({ ...SAFE, fingerprints: now }), fingerprint: async () => now });
    const kept = await source.kept(SPAN, never);
    const { report, basis } = await source.ask(SPAN, never);
    expect(kept === null).toBe(basis.kind === 'judged now');
    return { verdict: report.verdict, basis: basis.kind, judged: judged.length };
  }

  const then = UNSAFE.fingerprints;
  const stale = { verdict: 'safe', basis: 'judged now', judged: 1 };
  const used = { verdict: 'unsafe', basis: 'kept', judged: 0 };

  onEveryStore('is compared with what is there now', (stores) => {
    test.each([
      { when: 'files of the target changed', was: then, is: { ...then, from: 'others' }, what: stale },
      { when: 'files of the live code changed', was: then, is: { ...then, to: 'others' }, what: stale },
      { when: 'the live schema is the same', was: { ...then, live: LIVE }, is: { ...then, live: LIVE }, what: used },
      { when: 'the live schema changed', was: { ...then, live: LIVE }, is: { ...then, live: { ...LIVE, shape: 'other' } }, what: stale },
      {
        when: 'the live schema reads differently on another server',
        was: { ...then, live: LIVE },
        is: { ...then, live: { ...LIVE, major: 17, texts: 'other' } },
        what: stale,
      },
      { when: 'the live schema can be read only now', was: then, is: { ...then, live: LIVE }, what: stale },
      { when: 'the live schema cannot be read now', was: { ...then, live: LIVE }, is: then, what: used },
    ])('$when: $what.basis', async ({ was, is, what }) => {
      expect(await askedAgain(stores, was, is)).toEqual(what);
    });
  });
});

onEveryStore('an answer that is no knowledge', (stores) => {
  test('unknown is told and never kept', async () => {
    const { source, judged } = scripted(await stores.open(), { judge: async () => UNKNOWN });
    expect((await source.ask(SPAN, never)).report.verdict).toBe('unknown');
    expect(await source.kept(SPAN, never)).toBe(null);
    await source.ask(SPAN, never);
    expect(judged).toHaveLength(2);
  });

  test('a judge that throws is no report, and is logged', async () => {
    const { source, logged } = scripted(await stores.open(), {
      judge: async () => {
        throw new TypeError('undefined is not a function');
      },
    });
    await expect(source.ask(SPAN, never)).rejects.toMatchObject({
      code: 'provider_unavailable',
      message: 'There is no report on this way back: the judge failed; see the log of the bot.',
    });
    expect(logged()).toContain('schema could not be judged');
  });

  test('a repository that cannot be read says so itself', async () => {
    const why = new SwitchbackError('provider_not_found', 'The clone does not know f00. Fetch it.');
    const { source } = scripted(await stores.open(), {
      judge: async () => {
        throw why;
      },
    });
    await expect(source.ask(SPAN, never)).rejects.toBe(why);
  });
});

onEveryStore('two that ask for the same at once', (stores) => {
  test('get one report, also when the first does not wait for it', async () => {
    const answer = gate();
    const { source, judged } = scripted(await stores.open(), {
      judge: async () => {
        await answer.opened;
        return UNSAFE;
      },
    });
    const impatient = new AbortController();
    const first = source.ask(SPAN, impatient.signal);
    const second = source.ask(SPAN, never);
    impatient.abort();
    await expect(first).rejects.toThrow('aborted');
    answer.open();
    expect((await second).report).toEqual(UNSAFE);
    expect(judged).toHaveLength(1);
  });

  test('a judge that hangs is asked once, and holds nobody longer than they wait', async () => {
    const { source, judged } = scripted(await stores.open(), { judge: (_, signal) => hang(signal) });
    const waits = () => source.ask(SPAN, AbortSignal.timeout(20));
    await expect(waits()).rejects.toThrow('timeout');
    await expect(waits()).rejects.toThrow('timeout');
    expect(judged).toHaveLength(1);
  });
});
