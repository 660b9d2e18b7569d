import { request } from 'node:http';
import type { Effect } from '#src/store/effects.ts';
import type { IncidentEvent } from '#src/engine/incident-event.ts';
import type { Outcome, PerformContext, Performer, Performers, Reconciled } from '#src/engine/performer.ts';

/** Do what the toy asks in the world at `url`. */
export function toyPerformers(url: string, leaseMs: number): Performers {
  const move: Performer<{ n: number }> = {
    ...inTheWorld(url, leaseMs, (effect) => ({ type: 'move.landed', n: (effect.input as { n: number }).n })),
    onGivenUp: (_, why) => ({ type: 'move.failed', why }),
    onAmbiguous: () => ({ type: 'move.unknown' }),
  };
  return {
    move,
    say: inTheWorld(url, leaseMs, () => null),
    status: inTheWorld(url, leaseMs, () => null),
    read: { leaseMs, repeat: 'safe', perform: () => Promise.resolve({ kind: 'done', event: { type: 'reading.taken', value: 7 } }) },
  };
}

function inTheWorld(url: string, leaseMs: number, eventOf: (effect: Effect) => IncidentEvent | null): Performer {
  const landed = (effect: Effect): Omit<Extract<Outcome, { kind: 'done' }>, 'kind'> => {
    const event = eventOf(effect);
    return { result: { landed: effect.id }, ...(event ? { event } : {}) };
  };
  return {
    leaseMs,
    repeat: 'reconcile',
    perform: async (effect, context): Promise<Outcome> => {
      context.beforeSend();
      await ask(`${url}/apply?key=${effect.id}&resource=${effect.resource ?? ''}`, context);
      return { kind: 'done', ...landed(effect) };
    },
    reconcile: async (effect, context): Promise<Reconciled> => {
      const status = await ask(`${url}/look?key=${effect.id}`, context);
      if (status === 200) return { kind: 'landed', ...landed(effect) };
      if (status === 404) return { kind: 'absent' };
      if (status === 409) return { kind: 'cannot tell', why: 'the world does not say' };
      throw new Error(`The world answered ${status}.`);
    },
  };
}

/** One connection per request, so that a dead caller's request is on its own. */
function ask(url: string, { signal }: PerformContext): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { signal, agent: false }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    })
      .once('error', reject)
      .end();
  });
}
