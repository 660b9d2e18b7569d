import type { Claim } from './claim.ts';
import type { Engine } from './engine.ts';
import type { PerformContext, Reconciled } from './performer.ts';
import { afterLook, afterPerform, exhausted, type Attempt, type Settlement } from './settlement.ts';

/** Does what was claimed, once. A throw of the performer is an answer too. */
export async function perform(engine: Engine, claim: Claim, stopped: AbortSignal): Promise<Settlement> {
  const { effect, performer } = claim;
  const over = exhausted(effect, performer);
  if (over) return over;
  if (claim.task === 'perform') {
    return afterPerform(effect, performer, await attempt(engine, claim, stopped, (context) => performer.perform(effect, context)));
  }
  return afterLook(
    effect,
    performer,
    await attempt(engine, claim, stopped, async (context) => (await performer.reconcile?.(effect, context)) ?? UNREADABLE),
  );
}

const UNREADABLE: Reconciled = { kind: 'cannot tell', why: 'No outcome is known, and this kind of request cannot be read back.' };

async function attempt<T>(
  engine: Engine,
  claim: Claim,
  stopped: AbortSignal,
  work: (context: PerformContext) => Promise<T>,
): Promise<Attempt<T>> {
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(Math.max(0, Math.floor(claim.leftMs())))]);
  const gate = openGate(claim);
  try {
    const context = { signal, beforeSend: gate.beforeSend, attempt: claim.effect.attempt, now: () => engine.now() };
    return { kind: 'returned', value: await Promise.race([work(context), rejectOn(signal)]) };
  } catch (error) {
    return { kind: 'threw', error, unsent: gate.refused(error) };
  }
}

/** A refused send is known not to have happened only if no earlier one of the same attempt was let through. */
function openGate(claim: Claim): { readonly beforeSend: PerformContext['beforeSend']; readonly refused: (error: unknown) => boolean } {
  let sent = false;
  let refusal: Error | undefined;
  return {
    beforeSend: (needMs = claim.performer.leaseMs / 2) => {
      if (claim.leftMs() < needMs) {
        refusal = new Error('Too little of the lease was left, so nothing was sent. It is claimed anew.');
        throw refusal;
      }
      sent = true;
    },
    refused: (error) => !sent && error === refusal && error !== undefined,
  };
}

/** A performer that ignores its signal must not hold its place for ever. */
function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = (): void => reject(new Error('No answer came before the lease ran out or the process stopped.', { cause: signal.reason }));
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}
