import { setTimeout as delay } from 'node:timers/promises';
import { BASELINE_MS } from '#sandbox/world/bot-settings.ts';
import type { LocalPostgres } from '#sandbox/postgres/start-postgres.ts';
import { startGround, type Ground } from '#sandbox/world/start-ground.ts';
import { startWorld, type Ports, type World } from '#sandbox/world/start-world.ts';
import { createSwitches, type Switches } from '#sandbox/world/switches.ts';
import type { Scenario, Scenery } from './scenario.ts';

export interface Playing {
  /** Null before the first one was chosen: a healthy world. */
  readonly scenario: Scenario | null;
  readonly phase: 'preparing' | 'running';
  /** One sentence for the person: what happens now. */
  readonly says: string;
  /** When the fault is expected, in milliseconds since the epoch, and when it came. */
  readonly expectedAt: number | null;
  readonly faultAt: number | null;
  /** Null while a world is being made. */
  readonly scene: Scenery | null;
  readonly bot: 'running' | 'starting' | 'down';
  /** Keys of what was run. */
  readonly ran: ReadonlySet<string>;
}

export interface Play {
  readonly now: () => Playing;
  /** Which database there is; null until the first world is made. */
  readonly database: () => LocalPostgres | null;
  /** Ends what is played and begins the scenario, or a healthy world, afresh. Resolves when its fault has come. A newer call replaces it. */
  readonly start: (scenario: Scenario | null) => Promise<Started>;
  /** Does what a person does outside Slack, and says what was done. Rejects, in plain words, where that is not possible. */
  readonly run: (key: string) => Promise<string>;
  readonly set: Switches['set'];
  /** As a crash does; it is started again at once. */
  readonly killBot: () => Promise<void>;
  readonly onChange: (listener: () => void) => () => void;
  /** Ends everything. */
  readonly close: () => Promise<void>;
}

export type Started = { readonly kind: 'begun' | 'replaced' } | { readonly kind: 'failed'; readonly error: unknown };

export interface PlayOptions {
  /** How much healthy traffic there is before the fault: the bot compares with it. */
  readonly baselineMs?: number;
  readonly requestsPerSecond?: number;
}

/** The deployment to go back to has served customers too. */
const EARLIER_MS = 3_000;
/** Nobody is paged by the first error. */
const PAGED_AFTER_MS = 5_000;
const HEALTHY = { schema: '0002_backfill', serving: 'dual-read' } as const;

/** One world at a time, on one ground; a scenario always begins in a new one. Nothing runs until the first `start`. */
export function createPlay({ baselineMs = BASELINE_MS, requestsPerSecond = 35 }: PlayOptions = {}): Play {
  let ground: Ground | null = null;
  const listeners = new Set<() => void>();
  let ports: Ports | null = null;
  let turn = new AbortController();
  let settled: Promise<unknown> = Promise.resolve();
  let closeScene: () => Promise<void> = async () => {};
  let playing: Playing = {
    scenario: null,
    phase: 'preparing',
    says: 'The world is being made.',
    expectedAt: null,
    faultAt: null,
    scene: null,
    bot: 'down',
    ran: new Set(),
  };

  const change = (changed: Partial<Playing>) => {
    playing = { ...playing, ...changed };
    for (const listener of listeners) listener();
  };

  async function open(scenario: Scenario | null): Promise<Scenery> {
    ground ??= await startGround();
    const { schema, serving } = scenario ?? HEALTHY;
    const world = await startWorldAgain({ schema, serving, drillsAllowed: true, requestsPerSecond }, ports, ground);
    ports = world.ports;
    const switches = createSwitches(world);
    const kept: (() => Promise<unknown>)[] = [];
    closeScene = async () => {
      closeScene = async () => {};
      switches.close();
      change({ scene: null, bot: 'down' });
      // A session that was kept may end only with the database's own sessions, so nobody waits for another here.
      await Promise.all([world.close(), ...kept.map((close) => close())]);
    };
    return { world, switches, keep: (close) => void kept.push(close) };
  }

  function watchBot({ world }: Scenery): void {
    const bot = world.bot();
    void bot.ended.then(() => {
      if (playing.scene?.world.bot() === bot && playing.bot === 'running') change({ bot: 'down' });
    });
  }

  async function play(scenario: Scenario | null, signal: AbortSignal): Promise<void> {
    const preparing = (says: string) => change({ phase: 'preparing', says });
    change({ scenario, faultAt: null, expectedAt: null, ran: new Set() });
    preparing('A new world is being made: an empty database, new deployments, a bot that knows nothing yet.');
    await closeScene();
    signal.throwIfAborted();
    const scene = await open(scenario);
    signal.throwIfAborted();
    change({ scene, bot: 'running' });
    watchBot(scene);
    if (scenario === null) {
      await scene.world.push('contract');
      await scene.world.migrate('0003_contract');
      change({ phase: 'running', says: 'Production is healthy. Choose a scenario, or rehearse with /rollback drill invoices.' });
      return;
    }

    preparing('Earlier releases go out, and customers use them.');
    await delay(Math.min(EARLIER_MS, baselineMs), undefined, { signal });
    await scenario.prepares(scene);
    change({ expectedAt: Date.now() + baselineMs });
    preparing(
      `Healthy traffic for ${baselineMs / 1_000} s first: without it nobody could say later what normal was. Then something breaks.`,
    );
    await delay(baselineMs, undefined, { signal });
    change({ expectedAt: null });
    preparing('A deploy is going out.');
    await scenario.breaks(scene);
    signal.throwIfAborted();
    change({ faultAt: Date.now() });
    await delay(Math.min(PAGED_AFTER_MS, baselineMs), undefined, { signal });
    change({ phase: 'running', says: scenario.page });
  }

  async function begin(scenario: Scenario | null, signal: AbortSignal): Promise<Started> {
    try {
      if (!signal.aborted) await play(scenario, signal);
      return { kind: signal.aborted ? 'replaced' : 'begun' };
    } catch (error) {
      if (signal.aborted) return { kind: 'replaced' };
      change({ phase: 'running', says: `It could not be prepared: ${messageOf(error)}`, expectedAt: null });
      return { kind: 'failed', error };
    }
  }

  return {
    now: () => playing,
    database: () => ground?.postgres ?? null,
    start: (scenario) => {
      turn.abort();
      turn = new AbortController();
      const { signal } = turn;
      const begun = settled.then(() => begin(scenario, signal));
      settled = begun;
      return begun;
    },
    run: async (key) => {
      const { scenario, scene, phase } = playing;
      const wanted = scenario?.runs.find((run) => run.key === key);
      if (wanted === undefined) throw new Error(`There is nothing called ${key} to do in this scenario.`);
      if (scene === null || phase === 'preparing') throw new Error('Nothing is broken yet, so nothing was done. Wait for the fault.');
      const said = await wanted.run(scene);
      change({ ran: new Set([...playing.ran, key]) });
      return said;
    },
    set: (key, on) => {
      if (playing.scene === null) throw new Error('The world is being made, so nothing was switched. Try again in a moment.');
      playing.scene.switches.set(key, on);
      change({});
    },
    killBot: async () => {
      const { scene, bot } = playing;
      if (scene === null || bot === 'starting') throw new Error('The bot is starting, so it was not killed. Try again in a moment.');
      change({ bot: 'starting' });
      try {
        await scene.world.restartBot();
      } catch (error) {
        if (playing.scene === scene) change({ bot: 'down' });
        throw error;
      }
      if (playing.scene !== scene) return;
      change({ bot: 'running' });
      watchBot(scene);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      turn.abort();
      await settled;
      // The database goes with the world: what still waits for an answer of it ends at once.
      await Promise.all([closeScene(), ground?.close()]);
    },
  };
}

/** In the same places as the world before it, unless somebody else took one in the meantime. */
async function startWorldAgain(options: Parameters<typeof startWorld>[0], ports: Ports | null, ground: Ground): Promise<World> {
  if (ports === null) return startWorld(options, ground);
  try {
    return await startWorld({ ...options, ports }, ground);
  } catch (error) {
    if (!String(error).includes('EADDRINUSE')) throw error;
    return startWorld(options, ground);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
