import { afterEach } from 'vitest';
import type { Performers } from '#src/engine/performer.ts';
import { startRunner, type Runner, type RunnerOptions } from '#src/engine/runner.ts';
import type { Stores } from '#test/support/stores.ts';
import { openToy, toyEngine, type ToyEngine } from './toy-engine.ts';
import { toyPerformers } from './toy-performers.ts';
import { startWorld, type World } from './world.ts';

export interface ToyScene {
  readonly engine: ToyEngine;
  readonly world: World;
  readonly performers: Performers;
  /** Opens one more incident. */
  readonly open: (id: string) => Promise<void>;
  readonly run: (options?: Partial<RunnerOptions> & { performers?: Performers }) => Runner;
}

/** A store with the open incident `inc-1`, a world, and runners that stop before the store closes. */
export function toyScene(stores: Stores): (performers?: Performers, leaseMs?: number) => Promise<ToyScene> {
  const cleanup: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(cleanup.splice(0).map((end) => end()));
  });
  return async (performers = {}, leaseMs = 5000) => {
    const engine = toyEngine(await stores.open());
    const world = await startWorld();
    const all = { ...toyPerformers(world.url, leaseMs), ...performers };
    cleanup.push(() => world.close());
    await openToy(engine);
    return {
      engine,
      world,
      performers: all,
      open: (id) => openToy(engine, id),
      run: ({ performers: some = all, ...options } = {}) => {
        const runner = startRunner(engine, some, { owner: 'here', pollMs: 20, ...options });
        cleanup.push(() => runner.stop(100));
        return runner;
      },
    };
  };
}
