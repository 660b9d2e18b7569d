import { setTimeout as delay } from 'node:timers/promises';
import type { Play } from '#sandbox/scenarios/play.ts';
import { readRecord, type IncidentRecord } from '#sandbox/scenarios/read-record.ts';
import type { Scenery } from '#sandbox/scenarios/scenario.ts';
import { openStore } from '#src/store/open-store.ts';
import type { ShownWorld } from '../protocol.ts';
import { askPage } from './ask-page.ts';
import { readSchema } from './read-schema.ts';
import { pointBetween } from './state/rate.ts';

/** What is only known by asking. */
export interface Observed {
  readonly pages: ShownWorld['pages'];
  readonly schema: ShownWorld['schema'];
  readonly points: ShownWorld['rate']['points'];
  /** Deploys and moves, as the platform did them. */
  readonly moments: ShownWorld['rate']['moments'];
  readonly record: IncidentRecord | null;
}

export interface Observer {
  readonly now: () => Observed;
  readonly close: () => Promise<void>;
}

const NOTHING: Observed = { pages: [], schema: [], points: [], moments: [], record: null };
const PAGES = ['/invoices', '/reports'];
const MOST_POINTS = 180;
const EVERY_MS = 1_000;

/** Keeps looking at the world that is being played, as somebody beside it would: once a second, and anew for every world. */
export function startObserver(play: Play, changed: () => void): Observer {
  let observed = NOTHING;
  let watched: { readonly scene: Scenery; readonly stop: () => Promise<void> } | null = null;
  let stopping: Promise<void> = Promise.resolve();

  const follow = () => {
    const { scene } = play.now();
    if (scene?.world === watched?.scene.world) return;
    if (watched !== null) stopping = Promise.all([stopping, watched.stop()]).then(() => {});
    watched = null;
    observed = NOTHING;
    if (scene !== null) watched = { scene, stop: watch(scene) };
  };
  const forget = play.onChange(follow);
  follow();

  /** Returns the way to stop, which resolves when nothing is being read any more. */
  function watch(scene: Scenery): () => Promise<void> {
    const { world } = scene;
    const { signal, abort } = abortable();
    const see = (seen: Partial<Observed>) => {
      if (signal.aborted) return;
      observed = { ...observed, ...seen };
      changed();
    };
    const names = new Map<string, string>();
    const forgetSlack = world.slack.onChange(changed);
    const forgetVercel = world.vercel.onChange((change) => {
      changed();
      if (change.kind !== 'alias' || change.domain !== world.vercel.domains[0]?.name || change.deploymentId === null) return;
      const build = world.vercel.deployments.find(({ id }) => id === change.deploymentId);
      const label = names.get(change.deploymentId) ?? `live: ${build?.message ?? change.deploymentId}`;
      names.set(change.deploymentId, `back: ${build?.message ?? change.deploymentId}`);
      see({ moments: [...observed.moments, { at: Date.now(), label }] });
    });

    let counts = world.traffic.counts();
    const loops = [
      repeat(signal, async () => {
        const before = counts;
        counts = world.traffic.counts();
        see({ points: [...observed.points, pointBetween(before, counts, Date.now())].slice(-MOST_POINTS) });
      }),
      ...PAGES.map((path) =>
        repeat(signal, async () => {
          const page = await askPage(world.vercel.productionUrl, path, signal);
          see({ pages: PAGES.flatMap((each) => (each === path ? [page] : observed.pages.filter((known) => known.path === each))) });
        }),
      ),
      // A schema that could not be read is not shown as if it were still so.
      repeat(signal, async () => see({ schema: await readSchema(world.postgres.url).catch(() => []) })),
      follow(world.storePath),
    ];

    async function follow(storePath: string): Promise<void> {
      const store = await openStore(`sqlite:${storePath}`);
      await repeat(signal, async () => see({ record: await readRecord(store, observed.record) }), EVERY_MS / 4);
      await store.close();
    }

    return async () => {
      abort();
      forgetSlack();
      forgetVercel();
      await Promise.allSettled(loops);
    };
  }

  return {
    now: () => observed,
    close: async () => {
      forget();
      await Promise.all([stopping, watched?.stop()]);
    },
  };
}

/** A look that fails is tried again: the bot and its store come and go here. */
async function repeat(signal: AbortSignal, look: () => Promise<unknown>, everyMs = EVERY_MS): Promise<void> {
  while (!signal.aborted) {
    await look().catch(() => {});
    await delay(everyMs, undefined, { signal }).catch(() => {});
  }
}

function abortable(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
