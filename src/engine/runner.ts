import type { Effect } from '#src/store/effects.ts';
import { createBell } from './bell.ts';
import { claimNext, type Claim } from './claim.ts';
import type { Engine } from './engine.ts';
import { perform } from './perform.ts';
import type { Performers } from './performer.ts';
import { settle } from './settle.ts';
import { fireDueTimers } from './timers.ts';

export interface RunnerOptions {
  /** Names this process in the ledger. */
  readonly owner: string;
  /** Effects in flight at once. 4 unless told. */
  readonly concurrency?: number;
  /** How often the ledger is asked without a nudge. 1000 unless told. */
  readonly pollMs?: number;
  /** Points at which a test may end the process. */
  readonly hooks?: Hooks;
}

export interface Hooks {
  afterClaim?(effect: Effect, task: Claim['task']): void | Promise<void>;
  afterPerform?(effect: Effect, task: Claim['task']): void | Promise<void>;
  afterCommit?(effect: Effect): void | Promise<void>;
}

export interface Runner {
  /**
   * Claims nothing more and waits for what is in flight, at most `deadlineMs` (10 000 unless told). What is not finished
   * then is aborted; its outcome counts as unknown and is read after its lease.
   */
  stop(deadlineMs?: number): Promise<void>;
}

/** Performs effects and fires timers until stopped. Any number of runners may share a store. */
export function startRunner(engine: Engine, performers: Performers, options: RunnerOptions): Runner {
  const { owner, concurrency = 4, pollMs = 1000, hooks = {} } = options;
  const bell = createBell();
  const silence = engine.onNudge(bell.ring);
  const stopping = new AbortController();
  const aborted = new AbortController();
  const inFlight = new Set<Promise<void>>();

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await fireDueTimers(engine);
        await fill();
      } catch (error) {
        // The store is away. Nothing was claimed, so nothing is lost by asking again.
        engine.log.error({ err: error, owner }, 'ledger could not be read');
      }
      await bell.wait(pollMs);
    }
  };

  const fill = async (): Promise<void> => {
    while (!stopping.signal.aborted && inFlight.size < concurrency) {
      const claim = await claimNext(engine, performers, owner);
      if (!claim) return;
      const work = carryOut(engine, claim, hooks, aborted.signal).finally(() => {
        inFlight.delete(work);
        bell.ring();
      });
      inFlight.add(work);
    }
  };

  const running = loop();
  return {
    stop: async (deadlineMs = 10_000) => {
      stopping.abort();
      bell.ring();
      await running;
      const deadline = setTimeout(() => aborted.abort(), deadlineMs);
      await Promise.all(inFlight);
      clearTimeout(deadline);
      silence();
    },
  };
}

/** One claim to its end. Never rejects: what could not be recorded is found again when the lease has run out. */
async function carryOut(engine: Engine, claim: Claim, hooks: Hooks, aborted: AbortSignal): Promise<void> {
  const { effect, task } = claim;
  const about = { effect: effect.id, kind: effect.kind, attempt: effect.attempt, epoch: effect.epoch };
  try {
    await hooks.afterClaim?.(effect, task);
    const settlement = await perform(engine, claim, aborted);
    await hooks.afterPerform?.(effect, task);
    const verdict = await settle(engine, claim, settlement);
    await hooks.afterCommit?.(effect);

    if (verdict === 'fenced') engine.log.warn(about, 'late outcome dropped: another owner has the effect');
    else if ('why' in settlement) engine.log.warn({ ...about, state: settlement.state, why: settlement.why }, 'effect not done');
    else engine.log.info(about, 'effect done');
  } catch (error) {
    engine.log.error({ ...about, err: error }, 'outcome could not be recorded');
  }
}
