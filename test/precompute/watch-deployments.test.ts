import { describe, expect, test } from 'vitest';
import type { Production } from '#domain/deployment.ts';
import { SwitchbackError } from '#domain/errors.ts';
import type { ServiceConfig } from '#src/config/config.ts';
import { createEngine } from '#src/engine/engine.ts';
import { watchDeployments } from '#src/precompute/watch-deployments.ts';
import type { Code } from '#src/providers/code.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { precomputeReport } from '#src/effects/precompute-report.ts';
import type { Store } from '#src/store/store.ts';
import { SHOP, shop } from '#test/effects/fixture.ts';
import { TOY } from '#test/engine/toy-tree.ts';
import { FROM, TO } from '#test/support/schema-reports.ts';
import { GOOD } from '#test/support/scripted-deploys.ts';
import { BAD, PRODUCTION } from '#test/support/shop.ts';
import { onEveryStore } from '#test/support/stores.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 14, 0, 30);
const SERVICE: ServiceConfig = { ...SHOP, code: { ...SHOP.code, repository: '/clones/shop' } };
const older = (number: number) => ({ ...GOOD, id: `dpl_${number}`, commit: `${number}`.repeat(40) });

interface World {
  readonly production?: () => Production;
  readonly targets?: Deploys['targets'];
  readonly newest?: Deploys['newest'];
  readonly bring?: Code['bring'];
  readonly service?: ServiceConfig;
}

/** One process of the bot, as far as deployments go. */
function replica(store: Store, { production = () => PRODUCTION, targets, newest, bring, service = SERVICE }: World = {}) {
  let time = 0;
  const logged: string[] = [];
  const engine = createEngine({
    store,
    tree: TOY,
    kinds: () => ({ precomputeReport: precomputeReport({} as never) }),
    now: () => time,
    log: { info: () => {}, warn: (_, message) => void logged.push(message), error: (_, message) => void logged.push(message) },
  });
  const parts = shop({
    config: service,
    deploys: { production: async () => production(), newest: newest ?? (async () => null), targets: targets ?? (async () => [GOOD]) },
    code: { bring: bring ?? (async () => ({ kind: 'there' })) } as Code,
  });
  return {
    logged,
    at: async (now: number): Promise<void> => {
      time = now;
      const watch = watchDeployments(engine, [service], (name) => parts.service(name));
      await watch.start();
      await watch.stop();
    },
  };
}

async function planned(store: Store): Promise<unknown[]> {
  const rows = await store.db.selectFrom('effects').select(['kind', 'resource', 'input']).orderBy('ticket').execute();
  return rows.map(({ kind, resource, input }) => ({ kind, resource, input: JSON.parse(input) }));
}

const one = (from: string, to: string = TO) => ({
  kind: 'precomputeReport',
  resource: 'schema:shop',
  input: { service: 'shop', from, to },
});

onEveryStore('a new production deployment', (stores) => {
  test('has the way back to the target judged, once', async () => {
    const store = await stores.open();
    const { at } = replica(store);
    await at(START);
    await at(START + MINUTE);
    await at(START + 2 * MINUTE);
    expect(await planned(store)).toEqual([one(FROM)]);
  });

  test('once over many replicas, and across a restart', async () => {
    const store = await stores.open();
    const replicas = [1, 2, 3, 4].map(() => replica(store));
    await Promise.all(replicas.map(({ at }, index) => at(START + index)));
    await Promise.all(replicas.map(({ at }, index) => at(START + MINUTE + index)));
    await replica(store).at(START + 2 * MINUTE);
    expect(await planned(store)).toEqual([one(FROM)]);
  });

  test('to the three newest targets, and the next deployment has its own', async () => {
    const store = await stores.open();
    const next = { ...BAD, id: 'dpl_next', commit: 'e'.repeat(40) };
    let current = BAD;
    const { at } = replica(store, {
      production: () => ({ ...PRODUCTION, current }),
      targets: async () => [GOOD, older(1), { ...older(2), commit: null }, older(3)],
    });
    await at(START);
    await at(START + MINUTE);
    current = next;
    await at(START + 2 * MINUTE);
    expect(await planned(store)).toEqual([one(FROM), one(older(1).commit), one(FROM, next.commit), one(older(1).commit, next.commit)]);
  });
});

describe('nothing is judged ahead', () => {
  onEveryStore('and nothing breaks', (stores) => {
    test('while its commit is not in the clone; then it is', async () => {
      const store = await stores.open();
      let fetched = false;
      const { at, logged } = replica(store, {
        bring: async (commit) => (fetched ? { kind: 'there' } : { kind: 'missing', why: `Commit ${commit} is not in the clone.` }),
      });
      await at(START);
      await at(START + MINUTE);
      expect(await planned(store)).toEqual([]);
      fetched = true;
      await at(START + 2 * MINUTE);
      expect({ planned: await planned(store), logged }).toEqual({ planned: [one(FROM)], logged: [] });
    });

    test('while the platform cannot be read, which is logged', async () => {
      const store = await stores.open();
      let down = true;
      const { at, logged } = replica(store, {
        targets: async () => {
          if (down) throw new SwitchbackError('provider_unavailable', 'Vercel answered 502.');
          return [GOOD];
        },
      });
      await at(START);
      await at(START + MINUTE);
      expect({ planned: await planned(store), logged }).toEqual({
        planned: [],
        logged: ['ways back could not be looked up ahead of time'],
      });
      down = false;
      await at(START + 2 * MINUTE);
      expect(await planned(store)).toEqual([one(FROM)]);
    });

    test('without a repository, in staging, and where the domains do not agree', async () => {
      const store = await stores.open();
      await replica(store, { service: SHOP }).at(START);
      await replica(store, { service: { ...SERVICE, environment: 'staging' } }).at(START + MINUTE);
      const split = replica(store, { production: () => ({ ...PRODUCTION, current: null }) });
      await split.at(START + 2 * MINUTE);
      await split.at(START + 3 * MINUTE);
      expect(await planned(store)).toEqual([]);
    });
  });
});

onEveryStore('after going back', (stores) => {
  test('the ways back are judged on the migrations of what served before', async () => {
    const store = await stores.open();
    const { at } = replica(store, {
      production: () => ({ ...PRODUCTION, current: GOOD }),
      newest: async () => ({ deployment: BAD, state: 'served' }),
      targets: async () => [BAD, older(1)],
    });
    await at(START);
    await at(START + MINUTE);
    expect(await planned(store)).toEqual([one(older(1).commit)]);
  });
});
