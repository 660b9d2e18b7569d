import { setTimeout as pause } from 'node:timers/promises';
import { SwitchbackError } from '#domain/errors.ts';
import { breathe } from '#src/store/breathe.ts';
import type { Effect } from '#src/store/effects.ts';
import { createBell } from './bell.ts';
import { claimNext, type Claim } from './claim.ts';
import type { Engine } from './engine.ts';
import { perform } from './perform.ts';
import type { Performers } from './performer.ts';
import { settle } from './settle.ts';
import type { Settlement } from './settlement.ts';
import { fireDueTimers } from './timers.ts';

export interface RunnerOptions {
  /** Names this process in the ledger. */
  readonly owner: string;
  /** Effects in flight at once, of kinds in no lane. 4 unless told. */
  readonly concurrency?: number;
  /** Effects in flight at once, by lane. */
  readonly lanes?: Readonly<Record<string, number>>;
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

/** While the store is away: how seldom it is asked, and how seldom that is logged. */
const LONGEST_PAUSE_MS = 5_000;
const SAID_EACH = 12;

/** Performs effects and fires timers until stopped. Any number of runners may share a store. */
export function startRunner(engine: Engine, performers: Performers, options: RunnerOptions): Runner {
  const { owner, pollMs = 1000, hooks = {} } = options;
  const bell = createBell();
  const silence = engine.onNudge(bell.ring);
  const stopping = new AbortController();
  const aborted = new AbortController();
  const lanes = lanesOf(performers, options).map(({ kinds, atOnce }) => ({ kinds, atOnce, inFlight: new Set<Promise<void>>() }));

  const loop = async (): Promise<void> => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        await engine.store.keepTime();
        const areMore = await fireDueTimers(engine);
        await fill();
        if (areMore) bell.ring();
        if (failures > 0) engine.log.info({ owner, failures }, 'ledger is read again');
        failures = 0;
      } catch (error) {
        // The store is away. Nothing was claimed, so nothing is lost by asking again.
        failures += 1;
        if (failures % SAID_EACH === 1) engine.log.error({ err: error, owner, failures }, 'ledger could not be read');
        await pause(Math.min(pollMs * failures, LONGEST_PAUSE_MS), undefined, { signal: stopping.signal }).catch(() => {});
      }
      await bell.wait(pollMs);
    }
  };

  /** One claim of each lane in turn, until none has a place or work. */
  const fill = async (): Promise<void> => {
    let open = lanes;
    while (!stopping.signal.aborted && open.length > 0) {
      const more: typeof open = [];
      for (const lane of open) if (await take(lane)) more.push(lane);
      open = more;
    }
  };

  const take = async ({ kinds, atOnce, inFlight }: (typeof lanes)[number]): Promise<boolean> => {
    if (inFlight.size >= atOnce) return false;
    await breathe();
    const claim = await claimNext(engine, performers, owner, kinds);
    if (!claim) return false;
    const work = carryOut(engine, claim, hooks, aborted.signal).finally(() => {
      inFlight.delete(work);
      bell.ring();
    });
    inFlight.add(work);
    return true;
  };

  const running = loop();
  return {
    stop: async (deadlineMs = 10_000) => {
      stopping.abort();
      bell.ring();
      await running;
      const deadline = setTimeout(() => aborted.abort(), deadlineMs);
      await Promise.all(lanes.flatMap(({ inFlight }) => Array.from(inFlight)));
      clearTimeout(deadline);
      silence();
    },
  };
}

/** By lane, and at the end those in none that has places of its own. */
function lanesOf(performers: Performers, { concurrency = 4, lanes = {} }: RunnerOptions) {
  const kindsOf = (name: string | undefined) =>
    Object.keys(performers).filter((kind) => {
      const lane = performers[kind]?.lane;
      return (lane !== undefined && lane in lanes ? lane : undefined) === name;
    });
  const own = Object.entries(lanes).map(([name, atOnce]) => ({ kinds: kindsOf(name), atOnce }));
  return [...own, { kinds: kindsOf(undefined), atOnce: concurrency }];
}

/** A store that is away for a while is waited for, as long as nobody else may take the effect. */
async function record(engine: Engine, claim: Claim, settlement: Settlement): Promise<'recorded' | 'fenced'> {
  for (let pauseMs = 250; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await settle(engine, claim, settlement);
    } catch (error) {
      const away = error instanceof SwitchbackError && error.code === 'store_unavailable';
      if (!away || claim.leftMs() < pauseMs) throw error;
      await pause(pauseMs);
    }
  }
}

/** One claim to its end. Never rejects: what could not be recorded is found again when the lease has run out. */
async function carryOut(engine: Engine, claim: Claim, hooks: Hooks, aborted: AbortSignal): Promise<void> {
  const { effect, task } = claim;
  const about = { effect: effect.id, kind: effect.kind, attempt: effect.attempt, epoch: effect.epoch };
  try {
    await hooks.afterClaim?.(effect, task);
    const settlement = await perform(engine, claim, aborted);
    await hooks.afterPerform?.(effect, task);
    const verdict = await record(engine, claim, settlement);
    await hooks.afterCommit?.(effect);

    if (verdict === 'fenced') engine.log.warn(about, 'late outcome dropped: another owner has the effect');
    else if ('why' in settlement) engine.log.warn({ ...about, state: settlement.state, why: settlement.why }, 'effect not done');
    else engine.log.info(about, 'effect done');
  } catch (error) {
    engine.log.error({ ...about, err: error }, 'outcome could not be recorded');
  }
}
