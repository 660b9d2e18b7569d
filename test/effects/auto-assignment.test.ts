import { describe, expect, test } from 'vitest';
import type { Switch } from '#domain/deployment.ts';
import { SwitchbackError } from '#domain/errors.ts';
import { observeAutoAssignment } from '#src/effects/observe-auto-assignment.ts';
import { setAutoAssignment } from '#src/effects/set-auto-assignment.ts';
import type { PerformContext } from '#src/engine/performer.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { hang } from '#test/support/gate.ts';
import { NOW, PRODUCTION } from '#test/support/shop.ts';
import { effect, IMPATIENT, perform, SHOP, shop } from './fixture.ts';

const STAGED = 'new builds stay staged, so the next merge does not ship the bug again';
const TAKES = 'the next production build takes the domains';

const found = (verdict: string, summary: string, value: Switch, restored = false) => ({
  kind: 'done',
  event: {
    type: 'autoAssignment.observed',
    evidence: [{ kind: 'auto-assignment', source: 'vercel', observedAt: NOW, verdict, summary }],
    value,
    restored,
  },
});
const unavailable = async (): Promise<never> => {
  throw new SwitchbackError('provider_unavailable', 'Vercel answered 502. Ask again.');
};

describe('observing it', () => {
  const observed = (production: Deploys['production'], original: Switch, config = SHOP) =>
    perform(observeAutoAssignment(shop({ config, deploys: { production } })), { service: 'shop', original });
  const reads = (autoAssignment: Switch) => async () => ({ ...PRODUCTION, autoAssignment });

  test.each([
    { now: 'off', original: 'off', verdict: 'supports', summary: `It is off, as before the incident: ${STAGED}.` },
    { now: 'on', original: 'on', verdict: 'supports', summary: `It is on, as before the incident: ${TAKES}.` },
    { now: 'off', original: 'on', verdict: 'contradicts', summary: `It is off now; it was on before the incident: ${STAGED}.` },
    { now: 'on', original: 'off', verdict: 'contradicts', summary: `It is on now; it was off before the incident: ${TAKES}.` },
    { now: 'on', original: 'unknown', verdict: 'inconclusive', summary: `It is on: ${TAKES}. What it was before is not known.` },
    { now: 'unknown', original: 'on', verdict: 'inconclusive', summary: 'The platform does not say whether it is on.' },
    { now: 'unknown', original: 'unknown', verdict: 'inconclusive', summary: 'The platform does not say whether it is on.' },
  ] as const)('$now now, $original before: $verdict', async ({ now, original, verdict, summary }) => {
    expect(await observed(reads(now), original)).toEqual(found(verdict, summary, now));
  });

  test('a platform that cannot be read: unavailable, and unknown', async () => {
    expect(await observed(unavailable, 'on')).toEqual(
      found('unavailable', 'It could not be read. Vercel answered 502. Ask again.', 'unknown'),
    );
  });

  test('a platform that hangs costs its deadline', async () => {
    expect(await observed(hang, 'on', IMPATIENT)).toEqual(
      found('unavailable', 'It could not be read. It did not answer within 0.02 s.', 'unknown'),
    );
  });
});

describe('setting it', () => {
  interface Platform {
    readonly is: Switch;
    readonly to: Switch;
    readonly restores?: boolean;
    /** What setting it leaves behind; what was asked unless told. */
    readonly becomes?: Switch;
    readonly read?: (count: number) => Promise<void>;
    readonly write?: () => Promise<void>;
    readonly context?: Partial<PerformContext>;
  }

  async function set({ is, to, restores = true, becomes = to, read, write, context }: Platform) {
    const log: string[] = [];
    let value = is;
    let reads = 0;
    const parts = shop({
      deploys: {
        production: async () => {
          reads += 1;
          await read?.(reads);
          log.push('read');
          return { ...PRODUCTION, autoAssignment: value };
        },
        setAutoAssignment: async (on) => {
          log.push(`set ${on ? 'on' : 'off'}`);
          await write?.();
          value = becomes;
        },
      },
    });
    const outcome = await perform(
      setAutoAssignment(parts),
      { service: 'shop', to, restores, by: 'U_ADA' },
      { beforeSend: () => void log.push('may send'), ...context },
    );
    return { outcome, log };
  }

  test('what differs is set, read back, and restored', async () => {
    expect(await set({ is: 'off', to: 'on' })).toEqual({
      outcome: found('supports', `It is on, as before the incident: ${TAKES}.`, 'on', true),
      log: ['read', 'may send', 'set on', 'read'],
    });
  });

  test('what is so already is not set, and counts as restored', async () => {
    expect(await set({ is: 'off', to: 'off' })).toEqual({
      outcome: found('supports', `It is off, as before the incident: ${STAGED}.`, 'off', true),
      log: ['read', 'read'],
    });
  });

  test('what does not read back as it was set is not restored', async () => {
    expect(await set({ is: 'off', to: 'on', becomes: 'off' })).toMatchObject({
      outcome: found('contradicts', `It is off now; it was on before the incident: ${STAGED}.`, 'off', false),
    });
  });

  test('an unknown original is never restored, and nothing is set', async () => {
    expect(await set({ is: 'off', to: 'unknown' })).toEqual({
      outcome: found('inconclusive', `It is off: ${STAGED}. What it was before is not known.`, 'off', false),
      log: ['read', 'read'],
    });
  });

  test('unknown before and unknown now is not restored either', async () => {
    expect(await set({ is: 'unknown', to: 'unknown' })).toMatchObject({ outcome: { event: { value: 'unknown', restored: false } } });
  });

  test('a switch that the platform does not tell is set, for it differs', async () => {
    expect((await set({ is: 'unknown', to: 'off' })).log).toEqual(['read', 'may send', 'set off', 'read']);
  });

  test('kept off meanwhile is neither restored nor told as it was before', async () => {
    expect(await set({ is: 'on', to: 'off', restores: false })).toEqual({
      outcome: found('inconclusive', 'It is off until the end of this incident; then it is put back to what it was before.', 'off', false),
      log: ['read', 'may send', 'set off', 'read'],
    });
  });

  test('kept off meanwhile and on again at once is said to be against us', async () => {
    const { outcome } = await set({ is: 'on', to: 'off', restores: false, becomes: 'on' });
    expect(outcome).toEqual(found('contradicts', 'It is on, although the bot has just set it off. Look who changes it.', 'on', false));
  });

  test('where it cannot be read it is not set blindly', async () => {
    const { outcome, log } = await set({ is: 'off', to: 'on', read: unavailable });
    expect(outcome).toEqual(found('unavailable', 'It could not be read. Vercel answered 502. Ask again.', 'unknown', false));
    expect(log).toEqual([]);
  });

  test('where it cannot be read back it is not restored', async () => {
    const { outcome } = await set({ is: 'off', to: 'on', read: async (count) => (count === 2 ? await unavailable() : undefined) });
    expect(outcome).toEqual(found('unavailable', 'It could not be read. Vercel answered 502. Ask again.', 'unknown', false));
  });

  test('a write that failed is thrown: setting it is harmless to repeat', async () => {
    await expect(set({ is: 'off', to: 'on', write: unavailable })).rejects.toMatchObject({ code: 'provider_unavailable' });
  });

  test('nothing is set when the lease says no', async () => {
    const refusal = new Error('Too little of the lease was left');
    const beforeSend = (): never => {
      throw refusal;
    };
    await expect(set({ is: 'off', to: 'on', context: { beforeSend } })).rejects.toBe(refusal);
  });

  test('a write that hangs costs its deadline', async () => {
    const parts = shop({
      config: IMPATIENT,
      deploys: { production: async () => PRODUCTION, setAutoAssignment: (_, signal) => hang(signal) },
    });
    const setting = perform(setAutoAssignment(parts), { service: 'shop', to: 'off', restores: true, by: 'U_ADA' });
    await expect(setting).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('given up: unknown and not restored', () => {
    const request = effect({ service: 'shop', to: 'on' as const, restores: true, by: 'U_ADA' });
    const event = setAutoAssignment(shop({})).onGivenUp?.(request, 'Vercel refused the token.');
    expect({ kind: 'done', event }).toEqual(found('unavailable', 'It could not be read. Vercel refused the token.', 'unknown', false));
  });
});
