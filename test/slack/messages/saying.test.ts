import { describe, expect, test } from 'vitest';
import type { ConfirmedMove } from '#domain/plan.ts';
import type { SchemaDetails } from '#domain/schema-details.ts';
import type { Saying } from '#machines/effects.ts';
import { saying } from '#src/slack/messages/saying.ts';
import { DETAILS } from '#test/support/schema-details.ts';
import { CONTRACT, DUAL_READ, fact } from '#test/support/walk.ts';
import { HOSTILE, LONG } from '../support/absurd.ts';
import { problemsOf } from '../support/check-message.ts';
import { CULPRIT, FOUND_UNFIT } from '../support/facts.ts';
import { read, readClassic } from '../support/read.ts';

const MOVE: ConfirmedMove = {
  purpose: 'recovery',
  gesture: 'rollback',
  target: DUAL_READ,
  expectedLive: CONTRACT,
  reason: 'app bug, incident inc-1',
  confirmedBy: 'U_ADA',
  approvedBy: null,
  confirmedAt: 2_100_000,
  acceptedAt: 2_200_000,
  movedAt: 2_202_000,
};

const CHART = {
  bucketMs: 60_000,
  buckets: [3, 4, 40, 2].map((errors, minute) => ({ at: 2_040_000 + minute * 60_000, errors, traffic: 200 })),
};
const MOMENTS = [{ at: 2_202_000, label: 'rolled back' }];
const RECOVERED = {
  ...fact('recovery', 'supports', 'Recovered so far: 2 errors in the 60 s to 2026-11-20T00:38:00Z (2/min; 4/min before).'),
  source: 'sentry',
};

const looked: Extract<Saying, { what: 'recovery' }> = {
  what: 'recovery',
  evidence: [RECOVERED],
  chart: CHART,
  moments: MOMENTS,
  move: MOVE,
  traded: null,
  lastedMs: 26 * 60_000,
};
const GOES_ON =
  'It lasted 26 min, from the bad deploy until now. The bot keeps looking until the incident is closed and for a time after that, and says at once if it comes back.';

/** One of each, in the words of whoever wrote them. */
function everySaying(words: string): readonly Saying[] {
  const evidence = FOUND_UNFIT.map((found) => ({ ...found, summary: words, source: words }));
  return [
    { what: 'assessment', evidence },
    { what: 'refusal', because: words },
    { what: 'refusal', because: words, details: absurd(words) },
    { what: 'no fix drafted', details: { ...absurd(words), fix: { kind: 'none', why: words, uncovered: many(words) } } },
    { what: 'fix drafted', evidence, draft: null },
    {
      what: 'fix drafted',
      evidence,
      draft: {
        files: many(words).map((word) => ({ path: word, content: word })),
        says: many(words),
        removeLater: many(words),
        left: many(words),
        hurts: many(words),
        uncovered: many(words),
      },
    },
    { what: 'glass broken', by: 'U_ADA', reason: words, approvedBy: 'U_BEN' },
    { what: 'move ended', why: words },
    { what: 'swap', evidence, move: { ...MOVE, approvedBy: 'U_BEN' } },
    { ...looked, evidence, traded: { ...CULPRIT, title: words } },
    { ...looked, evidence, chart: { bucketMs: 60_000, buckets: [] }, traded: { ...CULPRIT, title: words } },
    { what: 'auto-assignment', evidence },
    { what: 'auto-assignment turned on' },
    { what: 'step', step: { path: 'forward-fix', step: 'Apply it', by: 'U_ADA', approvedBy: 'U_BEN', at: 0 } },
    { what: 'release marked', summary: words },
    { what: 'note', by: 'U_ADA', text: words },
    { what: 'hand-over', by: 'U_ADA', to: 'U_BEN' },
    { what: 'closing', steps: [] },
  ];
}

function many(words: string): string[] {
  return [words, words, words, words];
}

function absurd(words: string): SchemaDetails {
  const failing = { statement: words, sqlstate: words };
  const finding = { code: words, severity: 'hard', object: words, sqlstate: '42703', place: words, message: words, failing } as const;
  return {
    ...DETAILS,
    findings: [finding, finding, finding, finding],
    more: 7,
    floor: { deploy: words, endedBy: words },
    fitting: many(words),
    fix: { kind: 'proved', whole: false, files: many(words) },
    down: { verdict: 'wrong', why: words },
    limits: many(words),
  };
}

function said(what: Saying): string[] {
  return read(saying(what, 'live', []));
}

describe('what the bot says in the thread', () => {
  test('the facts, each with its mark and its source, and when they were seen; what is grave comes first', () => {
    expect(said({ what: 'assessment', evidence: [...FOUND_UNFIT, fact('data.intact', 'unavailable', 'No source says.')] })).toEqual([
      '*What was found* _00:33:20 UTC_',
      '❌ *Target probed*: /invoices answers 500: column "total" does not exist _app_',
      '⚪ *Data* (could not look): No source says. _test_',
      '✅ *Serving*: c0ffee1 “contract: drop total” serves invoices.example.com. _vercel_',
      '✅ *Way back*: d0a1e00 can be rolled back to, and 1 older. _vercel_',
      '✅ *Errors began* with the deploy: 31 errors in 90 requests (1 in 3) in the 3 s since; 3 errors in 204 requests (1 in 68) in the 14 s before. _sentry_',
      '✅ *Target was clean*: The error did not occur while the target served (14 s to 02:09:09 UTC, 204 requests). _sentry_',
      '❔ *Migrations* differ: 0003_contract.sql. _git_',
    ]);
  });

  test('a refusal with its reason and the right way', () => {
    expect(said({ what: 'refusal', because: 'The old code reads a column that is gone.' })).toEqual([
      '*Refused: going back would make it worse*',
      'The old code reads a column that is gone.',
      'An alias re-point does not undo a migration. Take the forward-fix instead; break-glass needs a second person and a written reason.',
    ]);
  });

  test('break-glass with both people', () => {
    expect(said({ what: 'glass broken', by: 'U_ADA', reason: 'customers cannot pay', approvedBy: 'U_BEN' })).toEqual([
      '*Break-glass*',
      '@U_ADA asked: “customers cannot pay”',
      '@U_BEN agreed. Both are recorded.',
    ]);
  });

  test('why a move did not go through', () => {
    expect(said({ what: 'move ended', why: 'Production is not what the confirmation showed.' })).toEqual([
      '*The move did not go through*',
      'Production is not what the confirmation showed.',
    ]);
  });

  test('a proof of the move that does not claim recovery', () => {
    const evidence = [{ ...fact('swap.job', 'supports', 'The rollback that we started succeeded.'), source: 'vercel' }];
    expect(said({ what: 'swap', evidence, move: MOVE })).toEqual([
      '*Has production moved back?* _00:33:20 UTC_',
      '✅ *Platform’s job*: The rollback that we started succeeded. _vercel_',
      'Confirmed by @U_ADA. Moved is not recovered: that proof comes next.',
    ]);
    expect(said({ what: 'swap', evidence, move: { ...MOVE, gesture: 'promote', approvedBy: 'U_BEN' } })).toEqual([
      '*Has production moved?* _00:33:20 UTC_',
      '✅ *Platform’s job*: The rollback that we started succeeded. _vercel_',
      'Confirmed by @U_ADA and @U_BEN. Moved is not recovered: that proof comes next.',
    ]);
  });

  test('the setting that decides what the next merge does', () => {
    expect(
      said({ what: 'auto-assignment', evidence: [fact('auto-assignment', 'contradicts', 'It is off now; it was on before.')] }),
    ).toEqual(['*Auto-assignment of production domains*', '⚠️ It is off now; it was on before. _test, 00:33:20 UTC_']);
    expect(said({ what: 'auto-assignment turned on' })).toEqual([
      '*Somebody turned auto-assignment on*',
      'Production is rolled back, and the next merge would now take the production domains and ship the bug again. Turn it off in the message above, or finish the incident first.',
    ]);
  });

  test('what a way out leaves open', () => {
    const step = (name: string) => ({ path: 'rollback.sql', step: name, by: 'U_ADA', approvedBy: null, at: 7_000_000 });
    expect(
      said({
        what: 'left open',
        writes: step('Pause writes'),
        script: step('Apply rollback.sql'),
        restored: step('Switch production to it'),
      }),
    ).toEqual([
      '*This is left open*',
      '⚠️ *Writes are off* (01:56:40 UTC, @U_ADA)',
      '⚠️ rollback.sql was applied (01:56:40 UTC, @U_ADA), and its migration may still be on main. Hold every deploy until it is off main.',
      '⚠️ The database was replaced by an older one (01:56:40 UTC, @U_ADA), and nobody has compared main with it. Hold every deploy until somebody has.',
    ]);
  });

  test('what people did', () => {
    const step = { path: 'forward-fix', step: 'Try it on a copy', by: 'U_ADA', approvedBy: null, at: 0 };
    expect(said({ what: 'step', step })).toEqual([
      '*Done: Try it on a copy*',
      '@U_ADA confirmed it; the bot cannot read it. _forward-fix_',
    ]);
    expect(said({ what: 'step', step: { ...step, approvedBy: 'U_BEN' } })).toEqual([
      '*Done: Try it on a copy*',
      '@U_ADA confirmed it, @U_BEN had approved it; the bot cannot read it. _forward-fix_',
    ]);
    const reading = (found: 'so' | 'not so' | 'cannot tell') =>
      said({ what: 'step', step: { ...step, read: { found, what: 'total is there.' } } }).slice(1);
    expect(reading('so')).toEqual(['@U_ADA confirmed it. _forward-fix_', 'Read: total is there.']);
    expect(reading('not so')).toEqual(['@U_ADA confirmed it. _forward-fix_', '⚠️ The bot had read otherwise: total is there.']);
    expect(reading('cannot tell')).toEqual(['@U_ADA confirmed it. _forward-fix_', 'It is a person’s word: total is there.']);
    expect(said({ what: 'note', by: 'U_ADA', text: 'The second region is slow.' })).toEqual([
      '*Note*',
      '@U_ADA: The second region is slow.',
    ]);
    expect(said({ what: 'hand-over', by: 'U_ADA', to: 'U_BEN' })).toEqual(['*Handed over*', '@U_ADA handed the incident to @U_BEN.']);
    expect(said({ what: 'release marked', summary: 'd0a1e00 is marked in Sentry.' })).toEqual([
      '*Release marked*',
      'd0a1e00 is marked in Sentry.',
    ]);
  });
});

describe('the verdict on the error rate', () => {
  test('comes with its chart', () => {
    expect(said(looked)).toEqual([
      '*✅ Recovered so far: 2 errors in the 60 s to 00:38:00 UTC* (2/min; 4/min before). _sentry, 00:33:20 UTC_',
      GOES_ON,
      'Errors per minute, 00:34 to 00:38 UTC',
      'errors/min: 00:34 3, 00:35 4, 00:36 rolled back 40, 00:37 2',
    ]);
  });

  test('has the same chart in text for a Slack without charts', () => {
    expect(readClassic(saying(looked, 'live', []))).toEqual([
      '*✅ Recovered so far: 2 errors in the 60 s to 00:38:00 UTC* (2/min; 4/min before). _sentry, 00:33:20 UTC_',
      GOES_ON,
      '00:34 to 00:38 UTC',
      'errors/min, most 40',
      '▂▂█▂',
      '  1',
      '1 00:36 rolled back',
      'requests/min, most 200',
      '████',
    ]);
  });

  test('stands alone where there is nothing to draw', () => {
    expect(said({ ...looked, chart: { bucketMs: 60_000, buckets: [] } })).toEqual([
      '*✅ Recovered so far: 2 errors in the 60 s to 00:38:00 UTC* (2/min; 4/min before). _sentry, 00:33:20 UTC_',
      GOES_ON,
    ]);
  });

  test('is failing again after it was recovered, and after it was closed', () => {
    const evidence = [fact('recovery', 'contradicts', 'It came back: after 10.0 min without it, 48 errors since 2026-11-20T14:10:00Z.')];
    const again = { ...looked, evidence, chart: { bucketMs: 1, buckets: [] } };
    expect(said({ ...again, relapse: true })).toEqual([
      '*Failing again*',
      '❌ It came back: after 10.0 min without it, 48 errors since 14:10:00 UTC. _test, 00:33:20 UTC_',
    ]);
    expect(said({ ...again, relapse: 'after closing' })).toEqual([
      '*Failing again after the incident was closed*',
      '❌ It came back: after 10.0 min without it, 48 errors since 14:10:00 UTC. _test, 00:33:20 UTC_',
      'The incident is closed, so nothing is being done about it. Type `/rollback` to open a new one.',
    ]);
  });

  test('says that one outage was traded for another', () => {
    const evidence = [fact('recovery', 'contradicts', 'Still failing: a new error.')];
    expect(said({ ...looked, evidence, chart: { bucketMs: 1, buckets: [] }, traded: CULPRIT })).toEqual([
      '*Not recovered*',
      '❌ Still failing: a new error. _test, 00:33:20 UTC_',
      '⚠️ The rollback traded one outage for another. Customers now see “error: column "total" does not exist”: the code went back, but the database stayed on the schema that its migrations made. An alias re-point does not undo a migration. Go forward again.',
    ]);
  });

  test('does not call recovered what was not seen', () => {
    const title = (verdict: 'inconclusive' | 'unavailable') => said({ ...looked, evidence: [fact('recovery', verdict)] })[0];
    expect(title('inconclusive')).toBe('*Cannot tell whether it is recovered*');
    expect(title('unavailable')).toBe('*Could not look at the error rate*');
    expect(said({ ...looked, evidence: [] })[0]).toBe('*Could not look at the error rate*');
  });
});

describe('whatever others wrote', () => {
  test.each(everySaying(HOSTILE))('nothing in it acts: $what', (what) => {
    const { text, blocks } = saying(what, 'live', []);
    const mrkdwn = [text, ...blocks.flatMap((block) => (block.type === 'section' ? [block.text?.text ?? ''] : []))].join('\n');
    expect(mrkdwn.match(/<!channel>|<@U1>|<https|^✅ \*Schema\*/gm)).toBeNull();
    expect(mrkdwn.replaceAll(/`[^`\n]*`/g, 'code').match(/`|\*bold\*/g)).toBeNull();
    expect(problemsOf(saying(what, 'live', []))).toEqual([]);
  });

  test.each(everySaying(LONG))('it is cut to what Slack takes: $what', (what) => {
    expect(problemsOf(saying(what, 'live', []))).toEqual([]);
  });

  test.each(everySaying('fine'))('a drill says so first: $what', (what) => {
    const { text, blocks, classic } = saying(what, 'drill', []);
    expect(text).toMatch(/^DRILL · /);
    for (const version of [blocks, classic ?? blocks]) expect(JSON.stringify(version[0])).toContain('*DRILL* · this is a rehearsal');
    expect(problemsOf(saying(what, 'drill', []))).toEqual([]);
    expect(JSON.stringify(saying(what, 'live', []))).not.toContain('DRILL');
  });
});
