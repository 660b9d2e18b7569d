import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance } from '#src/engine/advance.ts';
import { claimNext, type Claim } from '#src/engine/claim.ts';
import type { Engine } from '#src/engine/engine.ts';
import { perform } from '#src/engine/perform.ts';
import type { Performer, Performers } from '#src/engine/performer.ts';
import { settle } from '#src/engine/settle.ts';
import type { Settlement } from '#src/engine/settlement.ts';
import { effectsOf } from '#src/store/effects.ts';
import { readJournal } from '#src/store/journal.ts';
import { openStore } from '#src/store/open-store.ts';
import type { EffectState } from '#src/store/tables.ts';
import { verifyJournal } from '#src/store/verify-journal.ts';
import { openToy, toyEngine } from './toy-engine.ts';

type Fate = 'done' | 'reply lost' | 'request lost' | 'dies after claim' | 'dies after perform' | 'outcome delayed' | 'refusal delayed';

type Step =
  | { readonly kind: 'deliver'; readonly key: number; readonly words: boolean }
  | { readonly kind: 'perform'; readonly fate: Fate }
  | { readonly kind: 'leases run out' }
  | { readonly kind: 'a delayed outcome arrives' };

const STEP: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('deliver'), key: fc.integer({ min: 1, max: 5 }), words: fc.boolean() }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('perform'),
      fate: fc.constantFrom<Fate[]>(
        'done',
        'reply lost',
        'request lost',
        'dies after claim',
        'dies after perform',
        'outcome delayed',
        'refusal delayed',
      ),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'leases run out' }) },
  fc.constant({ kind: 'a delayed outcome arrives' }),
);

test('whatever goes wrong in whatever order, everything asked for lands exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(STEP, { maxLength: 40 }), async (steps) => {
      const run = await startRun();
      for (const step of steps) {
        await run.take(step);
        expect(Math.max(0, ...run.landed.values())).toBeLessThan(2);
      }
      await run.finish();

      const effects = await effectsOf(run.engine.store, 'inc-1');
      expect(effects.map(({ id, state }) => [id, state])).toEqual(effects.map(({ id }) => [id, 'done']));
      expect(new Map(run.landed)).toEqual(new Map(effects.map(({ id }) => [id, 1])));
      const outcomes = (await readJournal(run.engine.store, 'inc-1')).filter(({ type }) => type === 'effect.done');
      expect(new Set(outcomes.map(({ payload }) => payload['effect']))).toEqual(new Set(effects.map(({ id }) => id)));
      expect(outcomes).toHaveLength(effects.length);
      expect(await verifyJournal(run.engine.store, 'inc-1')).toMatchObject({ kind: 'intact' });
      await run.engine.store.close();
    }),
    { numRuns: 300 },
  );
});

async function startRun(): Promise<{
  engine: Engine;
  landed: ReadonlyMap<string, number>;
  take: (step: Step) => Promise<void>;
  finish: () => Promise<void>;
}> {
  const engine = toyEngine(await openStore('sqlite::memory:'));
  await openToy(engine);
  const landed = new Map<string, number>();
  const delayed: { claim: Claim; settlement: Settlement }[] = [];
  let fate: Fate = 'done';
  const performers = inMemory(landed, () => fate);

  const performOne = async (): Promise<boolean> => {
    const claim = await claimNext(engine, performers, 'somebody');
    if (!claim) return false;
    if (fate === 'dies after claim') return true;
    const settlement = await perform(engine, claim, new AbortController().signal);
    if (fate.endsWith('delayed')) delayed.push({ claim, settlement });
    else if (fate !== 'dies after perform') await settle(engine, claim, settlement);
    return true;
  };
  const expire = async (...states: EffectState[]): Promise<void> => {
    await engine.store.db.updateTable('effects').set({ due_at: 0 }).where('state', 'in', states).execute();
  };
  return {
    engine,
    landed,
    take: async (step) => {
      if (step.kind === 'leases run out') await expire('started');
      if (step.kind === 'deliver') {
        const event = step.words ? { type: 'words.given', text: `${step.key}` } : { type: 'go.requested', moves: 3 };
        await advance(engine, 'inc-1', event, { key: `${step.key}` });
      }
      if (step.kind === 'a delayed outcome arrives') {
        const late = delayed.shift();
        if (late) await settle(engine, late.claim, late.settlement);
      }
      if (step.kind !== 'perform') return;
      fate = step.fate;
      await performOne();
    },
    finish: async () => {
      fate = 'done';
      do await expire('started', 'ambiguous');
      while (await performOne());
    },
  };
}

/** A world that applies whatever it is sent, and loses what it is told to lose. */
function inMemory(landed: Map<string, number>, fate: () => Fate): Performers {
  const performer: Performer = {
    leaseMs: 60_000,
    repeat: 'reconcile',
    maxAttempts: 1000,
    perform: ({ id, kind, input }, { beforeSend }) => {
      beforeSend();
      if (fate() === 'request lost') return Promise.reject(new Error('reset'));
      if (fate() === 'refusal delayed') return Promise.resolve({ kind: 'again', afterMs: 0, why: 'busy' });
      landed.set(id, (landed.get(id) ?? 0) + 1);
      if (fate() === 'reply lost') return Promise.reject(new Error('reset'));
      return Promise.resolve({ kind: 'done', ...eventOf(kind, input) });
    },
    reconcile: ({ id, kind, input }) => {
      if (fate() === 'request lost' || fate() === 'reply lost') return Promise.reject(new Error('reset'));
      return Promise.resolve(landed.has(id) ? { kind: 'landed', ...eventOf(kind, input) } : { kind: 'absent' });
    },
  };
  return { move: performer, say: performer };
}

function eventOf(kind: string, input: unknown): { event?: { type: string; n: number } } {
  return kind === 'move' ? { event: { type: 'move.landed', n: (input as { n: number }).n } } : {};
}
