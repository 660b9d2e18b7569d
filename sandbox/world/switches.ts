import type { RouteName } from '#sandbox/vercel/route.ts';
import type { World } from './start-world.ts';

export type SwitchKey = 'slow-vercel' | 'failing-vercel' | 'lost-replies' | 'recycled-sockets' | 'stalled-sentry';

/** What can go wrong around the bot, each until it is switched off. */
export interface Switches {
  readonly all: () => readonly { readonly key: SwitchKey; readonly title: string; readonly on: boolean }[];
  readonly set: (key: SwitchKey, on: boolean) => void;
  /** Stops what goes on by itself; the world may be closed then. */
  readonly close: () => void;
}

const TITLES: Readonly<Record<SwitchKey, string>> = {
  'slow-vercel': 'Vercel answers 3 s late',
  'failing-vercel': 'Vercel’s API answers 503',
  'lost-replies': 'Vercel does what it is asked, and the answer is lost',
  'recycled-sockets': 'Slack closes the older socket every 10 s',
  'stalled-sentry': 'Sentry takes errors in and shows none of them',
};

const SLOW_MS = 3_000;
/** A socket is deaf for 5 s or more when it is closed: more often than this, both would be at times, which Slack does not do to anybody. */
const RECYCLE_MS = 10_000;
const READS = [
  'list deployments',
  'read deployment',
  'read project',
  'list domains',
  'list aliases',
  'read alias',
  'list promote aliases',
  'list rollback aliases',
  'read rolling release',
  'read rolling release config',
] as const satisfies readonly RouteName[];
const WRITES = ['promote', 'rollback', 'update project'] as const satisfies readonly RouteName[];
const UNAVAILABLE = { error: { code: 'internal_server_error', message: 'Service Unavailable' } };

export function createSwitches({ vercel, sentry, slack }: Pick<World, 'vercel' | 'sentry' | 'slack'>): Switches {
  const on = new Set<SwitchKey>();
  let recycling: NodeJS.Timeout | null = null;

  // Of two faults on one route the graver one counts.
  function applyToVercel(): void {
    vercel.faults.clear();
    if (on.has('slow-vercel')) for (const route of [...READS, ...WRITES]) vercel.faults.on(route, { kind: 'slow', ms: SLOW_MS });
    if (on.has('lost-replies')) for (const route of WRITES) vercel.faults.on(route, { kind: 'reset', acts: true });
    if (!on.has('failing-vercel')) return;
    for (const route of [...READS, ...WRITES]) vercel.faults.on(route, { kind: 'answer', acts: false, status: 503, body: UNAVAILABLE });
  }

  function recycle(wanted: boolean): void {
    if (recycling !== null) clearInterval(recycling);
    recycling = null;
    if (!wanted) return;
    slack.faults.disconnect('refresh_requested');
    recycling = setInterval(() => slack.faults.disconnect('refresh_requested'), RECYCLE_MS);
  }

  return {
    all: () => (Object.keys(TITLES) as SwitchKey[]).map((key) => ({ key, title: TITLES[key], on: on.has(key) })),
    set: (key, wanted) => {
      if (on.has(key) === wanted) return;
      if (wanted) on.add(key);
      else on.delete(key);
      if (key === 'stalled-sentry') sentry.set({ stalled: wanted });
      else if (key === 'recycled-sockets') recycle(wanted);
      else applyToVercel();
    },
    close: () => recycle(false),
  };
}
