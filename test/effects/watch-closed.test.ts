import { describe, expect, test } from 'vitest';
import type { RecoveryQuestion } from '#machines/recovery-question.ts';
import { watchClosed } from '#src/effects/watch-closed.ts';
import { BASELINE, CULPRIT, DEPLOYED, INCIDENT, MINUTE, MOVED, recoveringShop } from '#test/support/recovering-shop.ts';
import { evenly, scriptedErrors, type ScriptedEvent } from '#test/support/scripted-errors.ts';
import { heartbeatId } from '#src/effects/heartbeat-id.ts';
import { CONTEXT, effect, SHOP, shop } from './fixture.ts';

const CLOSED = MOVED + 10 * MINUTE;
const config = {
  ...SHOP,
  verification: { ...SHOP.verification, baselineMs: BASELINE.end - BASELINE.start, afterCloseMs: 30 * MINUTE },
};

/** One look so many minutes after the move; the incident was closed ten minutes after it. */
async function looked(minutesAfter: number, errorsAfter: readonly ScriptedEvent[] = []) {
  const { script, now } = recoveringShop(minutesAfter, errorsAfter);
  const heartbeats = Array.from({ length: minutesAfter * 4 + 1 }, (_, index) => ({
    number: index + 1,
    sentAt: MOVED + index * 15_000,
  })).toReversed();
  script.heartbeats = Object.fromEntries(heartbeats.map(({ number, sentAt }) => [heartbeatId('INC-1', number), sentAt]));
  const question: RecoveryQuestion = {
    incident: 'INC-1',
    service: 'shop',
    healthyUntil: DEPLOYED,
    bad: INCIDENT,
    goodSince: MOVED,
    newSince: MOVED,
    culprit: { ...CULPRIT, permalink: 'https://sentry.example/issues/SHOP-7/' },
    moments: [],
    heartbeats,
  };
  const asked = { ...effect({ question, closedAt: CLOSED }), id: 'INC-1:40:2>7' };
  const outcome = await watchClosed(shop({ config, errors: scriptedErrors(script) })).perform(asked, { ...CONTEXT, now: () => now });
  return { outcome, newest: heartbeats[0]?.number ?? 0 };
}

describe('after the incident is closed', () => {
  test('healthy: a test event is sent, and the next look is planned with it', async () => {
    const { outcome, newest } = await looked(12);
    const sent = { number: newest + 1, sentAt: MOVED + 12 * MINUTE };
    expect(outcome).toMatchObject({
      kind: 'done',
      next: [
        {
          id: 'INC-1:40:2>8',
          kind: 'watchClosed',
          afterMs: 15_000,
          input: { closedAt: CLOSED, question: { incident: 'INC-1', heartbeats: expect.arrayContaining([sent]) } },
        },
      ],
    });
  });

  test('failing again: that is said, once, and the watch ends', async () => {
    const again = evenly(24, { start: MOVED + 12 * MINUTE, end: MOVED + 14 * MINUTE }, { shortId: 'SHOP-7', release: 'good' });
    expect((await looked(14, again)).outcome).toMatchObject({
      kind: 'done',
      next: [
        {
          id: 'INC-1:40:2>relapse',
          kind: 'say',
          input: { what: 'recovery', relapse: 'after closing', evidence: [{ verdict: 'contradicts' }] },
        },
      ],
    });
  });

  test('for as long as the service says, and no longer', async () => {
    expect((await looked(39)).outcome).toMatchObject({ next: [{ kind: 'watchClosed' }] });
    expect((await looked(40)).outcome).toEqual({ kind: 'done' });
  });
});
