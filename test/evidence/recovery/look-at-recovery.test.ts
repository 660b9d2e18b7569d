import { describe, expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { recoveryEvidence } from '#src/evidence/recovery/recovery-evidence.ts';
import type { Window } from '#src/providers/errors.ts';
import { BASELINE, CULPRIT, DEPLOYED, INCIDENT, MINUTE, MOVED, stillBroken, recoveringShop } from '#test/support/recovering-shop.ts';
import { evenly } from '#test/support/scripted-errors.ts';

describe('a service that recovered', () => {
  test('is recovered, with its numbers in one sentence', async () => {
    const { verdict } = await recoveringShop(7).look();
    expect(verdict.kind).toBe('recovered');
    expect(verdict.sentence).toBe(
      'Recovered so far: 13 errors in the 6.5 min to 2026-11-20T14:06:30Z (2/min at normal traffic; 2/min before, 26/min during). ' +
        'Odds 101:1 against it still running at 4.4/min or more. column "total" does not exist: 0 (was 24/min). ' +
        'Traffic 100 % of normal; counts complete through 2026-11-20T14:06:30Z.',
    );
  });

  test('is plain JSON and becomes evidence that supports', async () => {
    const look = await recoveringShop(7).look();
    expect(JSON.parse(JSON.stringify(look))).toEqual(look);
    expect(recoveryEvidence(look, 'sentry')).toMatchObject({
      kind: 'recovery',
      source: 'sentry',
      verdict: 'supports',
      details: { verdict: { kind: 'recovered', numbers: { alpha: 0.01 } } },
    });
  });

  test('is recovered although the tracker cannot say which release its errors are of', async () => {
    const { script, look } = recoveringShop(7);
    script.onCall = (method) => {
      if (method === 'releases') throw new SwitchbackError('provider_unavailable', 'Sentry answered 500.');
    };
    expect((await look()).verdict.kind).toBe('recovered');
  });

  test('is not yet said to be after one minute, and when it can be is said', async () => {
    const { verdict } = await recoveringShop(1).look();
    expect(verdict).toMatchObject({ kind: 'inconclusive', reason: 'not enough evidence yet', final: false });
    expect(verdict.kind === 'inconclusive' && verdict.etaMs).toBeGreaterThan(2 * MINUTE);
    expect(verdict.sentence).toMatch(
      /^Not enough evidence yet: 30 s of complete counts since the move, at least 60 s needed\. About \d+\.\d min more if the rate is back to usual\.$/,
    );
  });

  test('with the culprit proved and the total open at the deadline says both', async () => {
    const { plan, look } = recoveringShop(4);
    const { verdict } = await look({ settings: { ...plan.settings, deadlineMs: 4 * MINUTE } });
    expect(verdict).toMatchObject({ kind: 'inconclusive', reason: 'culprit gone, total open', final: true });
    expect(verdict.sentence).toMatch(
      /^The error that caused this has stopped \(proved at 99 %\)\. Total error volume is too low to prove baseline; at this traffic that needs about \d/,
    );
  });

  test('whose failing page nobody counts the visits of is not called recovered: a person opens that page', async () => {
    const { look } = recoveringShop(7);
    const { verdict } = await look({ culprit: { ...CULPRIT, route: 'misnamed' } });
    expect(verdict).toMatchObject({
      kind: 'inconclusive',
      reason: 'page not counted',
      final: true,
      numbers: { culprit: { exposure: 'all traffic' } },
    });
    expect(verdict.sentence).toBe(
      'Cannot tell: 13 errors in the 6.5 min to 2026-11-20T14:06:30Z, so column "total" does not exist went down. But visits to the ' +
        'failing page are not counted, so people may only have given up on it. Open that page, and say whether it works.',
    );
  });

  test('and then fails again says so, since when, and after how long', async () => {
    const again = evenly(24, { start: MOVED + 10 * MINUTE, end: MOVED + 12 * MINUTE }, { shortId: 'SHOP-7', release: 'good' });
    const { verdict } = await recoveringShop(12, again).look();
    expect(verdict).toMatchObject({ kind: 'still failing', reason: 'relapse' });
    expect(verdict.sentence).toMatch(
      /^It came back: after 10\.\d min without it, \d+ errors since 2026-11-20T14:10:\d\dZ \(healthy is at most 2\.2\/min\)\./,
    );
  });

  test('windows that cut buckets change nothing', async () => {
    const { look } = recoveringShop(8);
    const cut = ({ start, end }: Window): Window => ({ start: start + 3_217, end: end - 1_733 });
    const unaligned = { baseline: cut(BASELINE), incident: cut(INCIDENT), postStart: MOVED + 4_321 };
    const { verdict } = await look(unaligned);
    expect(verdict).toMatchObject({
      kind: 'recovered',
      numbers: { total: { before: { minutes: 238 }, during: { minutes: 9.5, errors: 247, perMinute: 26 } } },
    });
  });

  test('leaves out what the plan excludes', async () => {
    const { script, look } = recoveringShop(7);
    const earlier = { start: DEPLOYED - 90 * MINUTE, end: DEPLOYED - 60 * MINUTE };
    script.events = [...script.events, ...evenly(50, earlier, { shortId: 'SHOP-2', release: 'older' })];
    const { verdict } = await look({ excluded: [earlier] });
    expect(verdict).toMatchObject({ kind: 'recovered', numbers: { total: { before: { errors: 420, minutes: 210 } } } });
  });

  test('in a drill where nothing failed, is at baseline, and the sentence claims no repair', async () => {
    const { script, look } = recoveringShop(10);
    script.events = script.events.filter(({ shortId }) => shortId !== 'SHOP-7');
    const { verdict } = await look({ incident: null, culprit: null });
    expect(verdict).toMatchObject({ kind: 'recovered', basis: 'baseline only' });
    expect(verdict.sentence).toContain(
      'There was no incident to compare with, so this shows that nothing got worse, not that something was repaired.',
    );
    expect(verdict.sentence).toMatch(/^At baseline so far: /);
  });
});

describe('a service that is still failing', () => {
  test('is still failing while the culprit goes on, and the release is named', async () => {
    const { verdict } = await recoveringShop(4, stillBroken(4)).look();
    expect(verdict).toMatchObject({ kind: 'still failing', reason: 'culprit continues', final: false });
    expect(verdict.sentence).toBe(
      'Still failing: column "total" does not exist came 60 times in 2.5 min (24/min at normal traffic, 24/min during the incident). ' +
        '96 of 104 come from bad: if that is the version you left, check for instances that were not replaced.',
    );
  });

  test('is still failing when other errors took the place of the culprit', async () => {
    const others = evenly(24, { start: MOVED, end: MOVED + 4 * MINUTE }, { shortId: 'SHOP-1', release: 'good' });
    expect((await recoveringShop(4, others).look()).verdict).toMatchObject({ kind: 'still failing', reason: 'rate above healthy' });
  });

  test('turns to recovered when it recovers later', async () => {
    expect((await recoveringShop(20, stillBroken(4)).look()).verdict.kind).toBe('recovered');
  });
});

describe('a new error after the move', () => {
  const schemaError = evenly(30, { start: MOVED + 5_000, end: MOVED + 65_000 }, { shortId: 'SHOP-9', release: 'good' });

  test('is still failing, by name, before any rate could be judged', async () => {
    const { look } = recoveringShop(1, schemaError);
    const { verdict } = await look();
    expect(verdict).toMatchObject({ kind: 'still failing', reason: 'new error' });
    expect(verdict.sentence).toBe(
      'Still failing: a new error since 2026-11-20T14:00:00Z, column "total" does not exist (SHOP-9), 27 events in 60 s (27/min). The move may have caused it.',
    );
  });

  test('counts even when the incident was never visible', async () => {
    const { script, look } = recoveringShop(4, schemaError);
    script.events = script.events.filter(({ shortId }) => shortId !== 'SHOP-7');
    const { verdict } = await look({ culprit: null });
    expect(verdict).toMatchObject({ kind: 'still failing', reason: 'new error' });
  });

  test('that came up while the incident was open and stopped with the move is no verdict', async () => {
    const probed = evenly(30, { start: MOVED - 4 * MINUTE, end: MOVED }, { shortId: 'SHOP-9', release: 'good' });
    const { verdict } = await recoveringShop(7, probed).look({ newIssuesSince: MOVED - 5 * MINUTE });
    expect(verdict.kind).toBe('recovered');
  });

  test('that came up while the incident was open and goes on after the move is one', async () => {
    const probed = evenly(30, { start: MOVED - 4 * MINUTE, end: MOVED + 7 * MINUTE }, { shortId: 'SHOP-9', release: 'good' });
    const { verdict } = await recoveringShop(7, probed).look({ newIssuesSince: MOVED - 5 * MINUTE });
    expect(verdict).toMatchObject({ kind: 'still failing', reason: 'new error' });
    expect(verdict.sentence).toContain('210 events in 7.0 min (30/min)');
  });

  test('of five events is a handful and no verdict', async () => {
    const { verdict } = await recoveringShop(4, schemaError.slice(0, 5)).look();
    expect(verdict).toMatchObject({ kind: 'inconclusive', reason: 'not enough evidence yet' });
  });
});
