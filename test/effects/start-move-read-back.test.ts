import { describe, expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { startMove } from '#src/effects/start-move.ts';
import type { Reconciled } from '#src/engine/performer.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { hang } from '#test/support/gate.ts';
import { NOW, PRODUCTION, WENT_BACK } from '#test/support/shop.ts';
import { TIMING } from './attempt-move.ts';
import { CONTEXT, effect, IMPATIENT, MOVE, SHOP, shop } from './fixture.ts';

describe('after a lost answer the platform is read', () => {
  async function readBack(deploys: Partial<Deploys>, config = SHOP): Promise<Reconciled | undefined> {
    const performer = startMove(shop({ config, deploys }), TIMING);
    return await performer.reconcile?.(effect({ move: MOVE, service: 'shop', mode: 'live' as const }), CONTEXT);
  }
  const another = async () => ({ kind: 'another', to: 'dpl_other', requestedAt: NOW - 60_000 }) as const;

  test('our job is there: it landed, and nothing more is asked', async () => {
    const job: Deploys['job'] = async (move, startedAt) => {
      expect({ move, startedAt }).toEqual({
        move: { gesture: 'rollback', to: 'dpl_good', reason: 'app bug, incident INC-1' },
        startedAt: NOW,
      });
      return { kind: 'ours', status: 'pending', failedDomains: [] };
    };
    expect(await readBack({ job })).toEqual({
      kind: 'landed',
      event: { type: 'move.accepted', queued: false },
    });
  });

  test.each(['none', 'another'] as const)('the job is %s and production serves the target: it landed', async (kind) => {
    const job: Deploys['job'] = kind === 'none' ? async () => ({ kind: 'none' }) : another;
    expect(await readBack({ job, production: async () => WENT_BACK })).toEqual({ kind: 'landed', event: { type: 'move.alreadyThere' } });
  });

  test('there is no job and production serves what it did: it did not land', async () => {
    expect(await readBack({ job: async () => ({ kind: 'none' }), production: async () => PRODUCTION })).toEqual({ kind: 'absent' });
  });

  test("the newest job is somebody else's: it did not land", async () => {
    expect(await readBack({ job: another, production: async () => PRODUCTION })).toEqual({ kind: 'absent' });
  });

  test('the newest job goes to the same target by a clock that may be off: nobody can tell', async () => {
    const job = async () => ({ kind: 'another', to: 'dpl_good', requestedAt: NOW - 2_000 }) as const;
    expect(await readBack({ job, production: async () => PRODUCTION })).toEqual({
      kind: 'cannot tell',
      why: 'The newest move goes to the same target, but was requested at 2026-11-20T13:59:58Z; it may be this one under a clock that is off.',
    });
  });

  test('the domains do not agree: nobody can tell', async () => {
    const production = async () => ({ ...PRODUCTION, current: null });
    expect(await readBack({ job: async () => ({ kind: 'none' }), production })).toEqual({
      kind: 'cannot tell',
      why: 'The production domains do not agree on one deployment.',
    });
  });

  test('a platform that cannot be read is no answer: it is thrown, and looked for again', async () => {
    const job = async (): Promise<never> => {
      throw new SwitchbackError('provider_unavailable', 'Vercel answered 502. Ask again.');
    };
    await expect(readBack({ job, production: async () => PRODUCTION })).rejects.toMatchObject({ code: 'provider_unavailable' });
  });

  test('a platform that hangs costs its deadline', async () => {
    const reading = readBack({ job: (_, __, signal) => hang(signal), production: async () => PRODUCTION }, IMPATIENT);
    await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('the end of the engine’s patience', () => {
  const performer = startMove(shop({}), TIMING);
  const request = effect({ move: MOVE, service: 'shop', mode: 'live' as const });

  test('given up is said as not moved', () => {
    expect(performer.onGivenUp?.(request, 'The last request did not land.')).toEqual({
      type: 'move.stopped',
      why: 'The last request did not land. Production was not moved.',
    });
  });

  test('an outcome that nobody can read asks a person, and names the effect to look at', () => {
    expect(performer.onAmbiguous?.(request, 'It was looked for too often without an answer.')).toEqual({
      type: 'move.unknown',
      effect: 'INC-1:4:0',
      why: 'It was looked for too often without an answer.',
    });
  });
});
