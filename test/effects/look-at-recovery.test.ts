import { describe, expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import type { RecoveryQuestion } from '#machines/recovery-question.ts';
import { heartbeatId } from '#src/effects/heartbeat-id.ts';
import { lookAtRecovery } from '#src/effects/look-at-recovery.ts';
import type { Errors } from '#src/providers/errors.ts';
import { hang } from '#test/support/gate.ts';
import { BASELINE, CULPRIT, DEPLOYED, INCIDENT, MINUTE, MOVED, recoveringShop, stillBroken } from '#test/support/recovering-shop.ts';
import { evenly, scriptedErrors, type ScriptedEvent } from '#test/support/scripted-errors.ts';
import { CONTEXT, effect, IMPATIENT, SHOP, shop } from './fixture.ts';

const PERMALINK = 'https://sentry.example/issues/SHOP-7/';
const service = { ...SHOP, verification: { ...SHOP.verification, baselineMs: BASELINE.end - BASELINE.start } };

interface Scene {
  readonly minutesAfter: number;
  readonly errorsAfter?: readonly ScriptedEvent[];
  readonly question?: Partial<RecoveryQuestion>;
  readonly errors?: Partial<Errors>;
  readonly config?: typeof SHOP;
}

/** A shop that went bad and was moved back, looked at so many minutes later. */
async function looked({ minutesAfter, errorsAfter = [], question = {}, errors = {}, config = service }: Scene) {
  const { script, now } = recoveringShop(minutesAfter, errorsAfter);
  const heartbeats = Array.from({ length: minutesAfter * 4 + 1 }, (_, index) => ({
    number: index + 1,
    sentAt: MOVED + index * 15_000,
  })).toReversed();
  script.heartbeats = Object.fromEntries(heartbeats.map(({ number, sentAt }) => [heartbeatId('INC-1', number), sentAt]));
  const asked: RecoveryQuestion = {
    incident: 'INC-1',
    service: 'shop',
    healthyUntil: DEPLOYED,
    bad: INCIDENT,
    goodSince: MOVED,
    newSince: MOVED,
    culprit: { ...CULPRIT, permalink: PERMALINK },
    moments: [],
    heartbeats,
    ...question,
  };
  const outcome = await lookAtRecovery(shop({ config, errors: { ...scriptedErrors(script), ...errors } })).perform(
    effect({ question: asked }),
    { ...CONTEXT, now: () => now },
  );
  if (outcome.kind !== 'done') throw new Error(`The look was ${outcome.kind}.`);
  return outcome.event;
}

describe('what is compared is what the tree asks', () => {
  test('healthy before the deploy, bad until the move, good since it: recovered', async () => {
    expect(await looked({ minutesAfter: 7 })).toMatchObject({
      type: 'recovery.observed',
      recovery: { verdict: 'recovered', reason: 'incident and baseline', over: false },
      evidence: [
        {
          kind: 'recovery',
          source: 'sentry',
          verdict: 'supports',
          details: { verdict: { numbers: { baseline: BASELINE, incident: INCIDENT, postStart: MOVED } } },
        },
      ],
      culprit: null,
    });
  });

  test('in a drill nothing was bad: at baseline', async () => {
    const event = await looked({ minutesAfter: 10, question: { bad: null, culprit: null, healthyUntil: DEPLOYED } });
    expect(event).toMatchObject({ recovery: { verdict: 'recovered', reason: 'baseline only' } });
  });

  test('where nobody knows which time was healthy, the incident is not taken for it', async () => {
    const event = await looked({
      minutesAfter: 10,
      errorsAfter: stillBroken(10),
      question: { bad: null, culprit: null, healthyUntil: null },
    });
    expect(event).toMatchObject({ recovery: { verdict: 'inconclusive', reason: 'no baseline', over: false } });
  });

  test('an open verdict is over at the deadline of the service', async () => {
    const config = { ...service, verification: { ...service.verification, deadlineMs: 2 * MINUTE } };
    expect(await looked({ minutesAfter: 2, config })).toMatchObject({
      recovery: { verdict: 'inconclusive', reason: 'culprit gone, total open', over: true },
    });
  });

  test('without a test event of our own nothing is proved', async () => {
    expect(await looked({ minutesAfter: 7, question: { heartbeats: [] } })).toMatchObject({
      recovery: { verdict: 'inconclusive', reason: 'pipeline not proved' },
    });
  });
});

describe('the error that the move brought', () => {
  const since = (perMinute: number, shortId: string, release = 'good') =>
    evenly(perMinute, { start: MOVED, end: MOVED + 4 * MINUTE }, { shortId, release });

  test('is a new one, by name', async () => {
    expect(await looked({ minutesAfter: 4, errorsAfter: since(30, 'SHOP-9') })).toMatchObject({
      recovery: { verdict: 'still failing', reason: 'new error' },
      culprit: {
        shortId: 'SHOP-9',
        title: 'column "total" does not exist',
        permalink: 'https://sentry.example/issues/SHOP-9/',
        route: null,
      },
    });
  });

  test('is the new one, even where an older one is more frequent', async () => {
    const both = [...since(30, 'SHOP-9'), ...since(60, 'SHOP-1')];
    expect(await looked({ minutesAfter: 4, errorsAfter: both })).toMatchObject({ culprit: { shortId: 'SHOP-9' } });
  });

  test('is the one that took the place of the culprit', async () => {
    expect(await looked({ minutesAfter: 4, errorsAfter: since(24, 'SHOP-1') })).toMatchObject({
      recovery: { verdict: 'still failing', reason: 'rate above healthy' },
      culprit: { shortId: 'SHOP-1' },
    });
  });

  test('is none while the culprit goes on, however frequent others are', async () => {
    const both = [...stillBroken(4), ...since(40, 'SHOP-1')];
    expect(await looked({ minutesAfter: 4, errorsAfter: both })).toMatchObject({
      recovery: { verdict: 'still failing', reason: 'culprit continues' },
      culprit: null,
    });
  });

  test('is none where it is the error that people were paged for', async () => {
    const paged = { shortId: 'SHOP-9', title: 'column "total" does not exist', permalink: PERMALINK, route: null };
    expect(await looked({ minutesAfter: 4, errorsAfter: since(30, 'SHOP-9'), question: { culprit: paged } })).toMatchObject({
      recovery: { verdict: 'still failing' },
      culprit: null,
    });
  });

  test('is none where the service recovered', async () => {
    expect(await looked({ minutesAfter: 7 })).toMatchObject({ recovery: { verdict: 'recovered' }, culprit: null });
  });
});

describe('a tracker that cannot be read', () => {
  test('is a verdict of its own, and looked at again', async () => {
    const counts = async (): Promise<never> => {
      throw new SwitchbackError('provider_unavailable', 'Sentry answered 502. Ask again.');
    };
    expect(await looked({ minutesAfter: 7, errors: { counts } })).toMatchObject({
      recovery: { verdict: 'cannot look', reason: 'unavailable', over: false },
      evidence: [{ verdict: 'unavailable', summary: 'Cannot look: Sentry answered 502. Ask again.' }],
      culprit: null,
    });
  });

  test.each([
    { hangs: 'with the signal', counts: (...[, , , signal]: Parameters<Errors['counts']>) => hang(signal) },
    { hangs: 'for ever', counts: () => new Promise<never>(() => undefined) },
  ])('and hangs $hangs costs its deadline', async ({ counts }) => {
    const config = { ...IMPATIENT, verification: service.verification };
    expect(await looked({ minutesAfter: 0, errors: { counts }, config })).toMatchObject({
      recovery: { verdict: 'cannot look', reason: 'no answer in time', over: false },
    });
  });

  test('only for the new error: the verdict stands', async () => {
    const others = evenly(24, { start: MOVED, end: MOVED + 4 * MINUTE }, { shortId: 'SHOP-1', release: 'good' });
    const tracker = scriptedErrors(recoveringShop(4, others).script);
    const failing: Errors['issues'] = async (window, firstSeenAfter, signal) => {
      if (firstSeenAfter !== null) return await tracker.issues(window, firstSeenAfter, signal);
      throw new SwitchbackError('provider_rate_limited', 'Sentry limits us.');
    };
    expect(await looked({ minutesAfter: 4, errorsAfter: others, errors: { issues: failing } })).toMatchObject({
      recovery: { verdict: 'still failing', reason: 'rate above healthy' },
      culprit: null,
    });
  });

  test('a mistake of our own is thrown', async () => {
    const counts = async (): Promise<never> => {
      throw new TypeError('undefined is not a function');
    };
    await expect(looked({ minutesAfter: 7, errors: { counts } })).rejects.toThrow('undefined is not a function');
  });
});

describe('given up', () => {
  const question: RecoveryQuestion = {
    incident: 'INC-1',
    service: 'shop',
    healthyUntil: DEPLOYED,
    bad: INCIDENT,
    goodSince: MOVED,
    newSince: MOVED,
    culprit: null,
    moments: [],
    heartbeats: [],
  };

  test.each([
    { minutes: 5, over: false },
    { minutes: 30, over: true },
  ])('$minutes min after the move: cannot look, and over is $over', ({ minutes, over }) => {
    const request = { ...effect({ question }), createdAt: MOVED + minutes * MINUTE };
    expect(lookAtRecovery(shop({})).onGivenUp?.(request, 'The lease ran out.')).toMatchObject({
      type: 'recovery.observed',
      recovery: { verdict: 'cannot look', reason: 'unavailable', over },
      evidence: [{ kind: 'recovery', verdict: 'unavailable', summary: 'Cannot look: The lease ran out.' }],
      chart: { bucketMs: 15_000, buckets: [] },
      culprit: null,
    });
  });
});
