import { describe, expect, test } from 'vitest';
import type { Authority } from '#domain/authority.ts';
import type { LastMove } from '#domain/deployment.ts';
import { SwitchbackError, type ErrorCode } from '#domain/errors.ts';
import type { EffectParts } from '#src/effects/parts.ts';
import { MOVE_TIMING, startMove } from '#src/effects/start-move.ts';
import type { Deploys, MoveAnswer } from '#src/providers/deploys.ts';
import { hang } from '#test/support/gate.ts';
import { GOOD } from '#test/support/scripted-deploys.ts';
import { NOW, PRODUCTION, WENT_BACK } from '#test/support/shop.ts';
import { attempt, stopped, TIMING } from './attempt-move.ts';
import { IMPATIENT, MOVE, perform, SHOP, shop } from './fixture.ts';

const answering =
  (answer: MoveAnswer): Deploys['start'] =>
  async () =>
    answer;
const failing =
  (code: ErrorCode, message: string, retryAfterMs?: number): Deploys['start'] =>
  async () => {
    throw new SwitchbackError(code, message, retryAfterMs === undefined ? {} : { retryAfterMs });
  };

describe('what is sent', () => {
  test('is one request, with what was confirmed', async () => {
    const { outcome, sent } = await attempt();
    expect(outcome).toEqual({ kind: 'done', event: { type: 'move.accepted', queued: false } });
    expect(sent).toEqual([{ gesture: 'rollback', to: 'dpl_good', reason: 'app bug, incident INC-1' }]);
  });

  test('leaves only while its time-out and its landing fit into the lease', async () => {
    const needed: (number | undefined)[] = [];
    await attempt({ context: { beforeSend: (needMs) => void needed.push(needMs) } });
    expect(needed).toEqual([3_000]);
    expect(startMove(shop({}), MOVE_TIMING).leaseMs).toBeGreaterThanOrEqual(MOVE_TIMING.timeoutMs + MOVE_TIMING.landingMs);
  });

  test('does not leave when the lease says no: the throw reaches the engine as it is', async () => {
    const refusal = new Error('Too little of the lease was left');
    const beforeSend = (): never => {
      throw refusal;
    };
    await expect(attempt({ context: { beforeSend } })).rejects.toBe(refusal);
  });
});

describe('who may act is asked again', () => {
  test('of the person who confirmed', async () => {
    expect((await attempt()).asked).toEqual(['U_ADA as responder of shop']);
  });

  test('and of the second person, where there is one', async () => {
    const { asked } = await attempt({ move: { approvedBy: 'U_BEN' } });
    expect(asked).toEqual(['U_ADA as responder of shop', 'U_BEN as approver of shop']);
  });

  test('who may not any more stops it', async () => {
    const { outcome, sent } = await attempt({ authority: () => ({ kind: 'may not', who: ['<@U_CLEO>'] }) });
    expect({ outcome, sent }).toEqual({
      outcome: stopped('The person who confirmed this is not responder of shop any more, so nothing was sent.'),
      sent: [],
    });
  });

  test('so does a second person who may not', async () => {
    const { outcome, sent } = await attempt({
      move: { approvedBy: 'U_BEN' },
      authority: (_, role) => (role === 'approver' ? { kind: 'may not', who: [] } : { kind: 'may' }),
    });
    expect({ outcome, sent }).toEqual({
      outcome: stopped('The second person who agreed is not approver of shop any more, so nothing was sent.'),
      sent: [],
    });
  });

  test('a lookup that failed is not a yes', async () => {
    const { outcome, sent } = await attempt({ authority: () => ({ kind: 'cannot tell', why: 'Slack did not answer.' }) });
    expect({ outcome, sent }).toEqual({
      outcome: stopped('Whether responders may act could not be read, so nothing was sent: Slack did not answer.'),
      sent: [],
    });
  });

  test('nor is one that hangs', async () => {
    const parts = { ...shop({ config: IMPATIENT, deploys: {} }), authorise: () => new Promise<Authority>(() => undefined) };
    expect(await perform(startMove(parts, TIMING), { move: MOVE, service: 'shop', mode: 'live' })).toEqual(
      stopped('Whether responders may act could not be read, so nothing was sent: It did not answer within 0.02 s.'),
    );
  });
});

describe('a drill', () => {
  test('touches nothing where drills are not allowed', async () => {
    const { outcome, asked, sent } = await attempt({ mode: 'drill' });
    expect({ outcome, asked, sent }).toEqual({
      outcome: stopped('Drills are not allowed for shop, so nothing was sent.'),
      asked: [],
      sent: [],
    });
  });

  test('is carried out where they are', async () => {
    expect((await attempt({ mode: 'drill', config: { ...SHOP, drillsAllowed: true } })).sent).toHaveLength(1);
  });
});

describe('what the confirmation showed is read again', () => {
  const other = { ...GOOD, id: 'dpl_other' };
  const pending = (change: Partial<LastMove> = {}): LastMove => ({
    gesture: 'promote',
    from: 'dpl_bad',
    to: 'dpl_other',
    requestedAt: NOW - 1_000,
    status: 'pending',
    ...change,
  });
  const confirmed = 'When this was confirmed dpl_bad was live; now';
  const anew = 'Nothing was sent. Gather the facts again.';

  test.each([
    { found: 'another deployment is live', production: { current: other }, why: `${confirmed} dpl_other is live. ${anew}` },
    { found: 'the domains do not agree', production: { current: null }, why: `${confirmed} the domains do not agree. ${anew}` },
    {
      found: 'a rolling release has begun since',
      production: { current: null, rollingRelease: { canary: 'dpl_fix', base: 'dpl_bad', percentage: 10 } },
      why: `${confirmed} a rolling release to dpl_fix is active. ${anew}`,
    },
    {
      found: 'another move waits',
      production: { lastMove: pending() },
      why: 'Another move (promote to dpl_other) is under way, so nothing was sent. Wait for it, then gather the facts again.',
    },
    {
      found: 'another move works',
      production: { lastMove: pending({ status: 'in progress' }) },
      why: 'Another move (promote to dpl_other) is under way, so nothing was sent. Wait for it, then gather the facts again.',
    },
    {
      found: 'the target is live, but another move is about to take it away',
      production: { ...WENT_BACK, lastMove: pending() },
      why: 'Another move (promote to dpl_other) is under way, so nothing was sent. Wait for it, then gather the facts again.',
    },
  ])('$found: it stops', async ({ production, why }) => {
    const { outcome, sent } = await attempt({ production: { ...PRODUCTION, ...production } });
    expect({ outcome, sent }).toEqual({ outcome: stopped(why), sent: [] });
  });

  test('an earlier move that is over is no obstacle', async () => {
    const lastMove = pending({ status: 'succeeded' });
    expect((await attempt({ production: { ...PRODUCTION, lastMove } })).sent).toHaveLength(1);
  });

  test('the target is live already: nothing is sent', async () => {
    const { outcome, sent } = await attempt({ production: WENT_BACK });
    expect({ outcome, sent }).toEqual({ outcome: { kind: 'done', event: { type: 'move.alreadyThere' } }, sent: [] });
  });

  test('a rolling release that the confirmation knew of is what a rollback ends', async () => {
    const rollingRelease = { canary: 'dpl_bad', base: 'dpl_good', percentage: 10 };
    const { sent } = await attempt({ move: { expectedLive: null }, production: { ...PRODUCTION, current: null, rollingRelease } });
    expect(sent).toHaveLength(1);
  });

  test('nobody knew what was live and now something is: it stops', async () => {
    const { outcome, sent } = await attempt({ move: { expectedLive: null } });
    expect({ outcome, sent }).toEqual({
      outcome: stopped(`When this was confirmed nothing known was live; now dpl_bad is live. ${anew}`),
      sent: [],
    });
  });

  test('a platform that cannot be read is certainly not a move', async () => {
    const production = async (): Promise<never> => {
      throw new SwitchbackError('provider_unavailable', 'Vercel answered 502. Ask again.');
    };
    const { outcome, sent } = await attempt({ production });
    expect({ outcome, sent }).toEqual({
      outcome: stopped('Production could not be read just before the move, so nothing was sent. Vercel answered 502. Ask again.'),
      sent: [],
    });
  });

  test('a platform that hangs costs its deadline', async () => {
    const { outcome } = await attempt({ config: IMPATIENT, production: () => new Promise<never>(() => undefined) });
    expect(outcome).toEqual(
      stopped('Production could not be read just before the move, so nothing was sent. It did not answer within 0.02 s.'),
    );
  });

  test('a mistake of our own is not told as a silent platform', async () => {
    const production = async (): Promise<never> => {
      throw new TypeError('undefined is not a function');
    };
    await expect(attempt({ production })).rejects.toThrow('undefined is not a function');
  });

  test('a service that is not configured any more is certainly not a move', async () => {
    const parts: EffectParts = {
      ...shop({}),
      service: () => {
        throw new SwitchbackError('config_invalid', 'Service shop is not configured any more, so nothing was done for its incident.');
      },
    };
    expect(await perform(startMove(parts, TIMING), { move: MOVE, service: 'shop', mode: 'live' })).toEqual(
      stopped('Service shop is not configured any more, so nothing was done for its incident.'),
    );
  });
});

describe('what the platform answers', () => {
  test.each([
    { answer: { kind: 'accepted', queued: false }, event: { type: 'move.accepted', queued: false } },
    { answer: { kind: 'accepted', queued: true }, event: { type: 'move.accepted', queued: true } },
    { answer: { kind: 'already there' }, event: { type: 'move.alreadyThere' } },
    {
      answer: { kind: 'refused', status: 402, code: 'payment_required', message: 'Upgrade to Pro to roll back further.' },
      event: { type: 'move.refused', why: 'The platform refused the rollback (402): Upgrade to Pro to roll back further.' },
    },
  ] as const)('$answer.kind is $event.type', async ({ answer, event }) => {
    expect((await attempt({ start: answering(answer) })).outcome).toEqual({ kind: 'done', event });
  });

  test('too many requests: again, when the platform says', async () => {
    const { outcome } = await attempt({ start: failing('provider_rate_limited', 'Vercel limits us.', 7_000) });
    expect(outcome).toEqual({ kind: 'again', afterMs: 7_000, why: 'Vercel limits us.' });
  });

  test('too many requests, and no word for how long: again in a second', async () => {
    const { outcome } = await attempt({ start: failing('provider_rate_limited', 'Vercel limits us.') });
    expect(outcome).toEqual({ kind: 'again', afterMs: 1_000, why: 'Vercel limits us.' });
  });

  test('too many requests for an hour: a person is told instead of waiting in silence', async () => {
    const { outcome } = await attempt({ start: failing('provider_rate_limited', 'Vercel limits us for 60 min.', 3_600_000) });
    expect(outcome).toEqual(stopped('Vercel limits us for 60 min. Nothing was moved.'));
  });

  test.each([
    'provider_unauthorized',
    'provider_not_found',
    'provider_unavailable',
    'provider_refused',
    'provider_answer_invalid',
  ] as const)('%s means that nothing was moved', async (code) => {
    expect((await attempt({ start: failing(code, 'Vercel said why.') })).outcome).toEqual(stopped('Vercel said why. Nothing was moved.'));
  });

  test('a lost answer is thrown, so that it is read back and never sent again blindly', async () => {
    await expect(attempt({ start: failing('outcome_unknown', 'The answer was lost.') })).rejects.toMatchObject({ code: 'outcome_unknown' });
  });

  test('so is an answer that does not come in time', async () => {
    const parts = shop({
      authorise: async () => ({ kind: 'may' }),
      deploys: { production: async () => PRODUCTION, start: (_, __, signal) => hang(signal) },
    });
    const performer = startMove(parts, { timeoutMs: 20, landingMs: 20 });
    await expect(perform(performer, { move: MOVE, service: 'shop', mode: 'live' })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
