import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { incident } from '#machines/incident.ts';
import { MACHINE_VERSION, MIGRATIONS } from '#machines/versions.ts';
import { startPostgres } from '#sandbox/postgres/start-postgres.ts';
import { claimNext } from '#src/engine/claim.ts';
import { createEngine, type Engine } from '#src/engine/engine.ts';
import type { Performer } from '#src/engine/performer.ts';
import { openStore } from '#src/store/open-store.ts';
import type { EffectRow } from '#src/store/tables.ts';

const ROWS = 20_000;
const CLAIMS = 40;
const KINDS = ['gatherFacts', 'say', 'renderStatus', 'watchProduction'] as const;

const performer: Performer = { leaseMs: 60_000, repeat: 'safe', perform: () => Promise.resolve({ kind: 'done' }) };
const performers = Object.fromEntries(KINDS.map((kind) => [kind, performer]));

/** What one claim costs among 20,000 effects with 50 and with 5,000 of them due, on both stores. Prints one JSON object. */
async function claims(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'switchback-claim-'));
  const postgres = await startPostgres('any');
  try {
    process.stdout.write(
      `${JSON.stringify({
        sqlite: {
          due50: await costOf(`sqlite:${join(folder, '50.sqlite')}`, 50),
          due5000: await costOf(`sqlite:${join(folder, '5000.sqlite')}`, 5_000),
        },
        [postgres.kind === 'server' ? 'postgres' : 'pglite']: {
          due50: await costOf(postgres.url, 50),
          due5000: await costOf(postgres.url, 5_000),
        },
      })}\n`,
    );
  } finally {
    await postgres.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function costOf(url: string, due: number): Promise<{ p50Ms: number; p99Ms: number }> {
  const store = await openStore(url);
  try {
    await store.db.deleteFrom('effects').execute();
    for (let from = 0; from < ROWS; from += 500) {
      await store.db
        .insertInto('effects')
        .values(Array.from({ length: 500 }, (_, index) => rowOf(from + index, due)))
        .execute();
    }
    await sql`analyze`.execute(store.db);
    const engine = createEngine({
      store,
      tree: { machine: incident, version: MACHINE_VERSION, migrations: MIGRATIONS },
      kinds: () => performers,
      now: Date.now,
      log: { info: () => {}, warn: () => {}, error: () => {} },
    });
    return await timed(engine);
  } finally {
    await store.close();
  }
}

async function timed(engine: Engine): Promise<{ p50Ms: number; p99Ms: number }> {
  const times: number[] = [];
  for (let claim = 0; claim < CLAIMS; claim += 1) {
    const began = performance.now();
    if ((await claimNext(engine, performers, 'bench')) === null) throw new Error('Nothing was due, so nothing was measured.');
    times.push(performance.now() - began);
  }
  times.sort((left, right) => left - right);
  const at = (share: number) => Math.round((times[Math.ceil(share * times.length) - 1] ?? Number.NaN) * 100) / 100;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** The first `due` are due, each holding a resource of its own; all others are over. */
function rowOf(index: number, due: number): EffectRow {
  const isDue = index < due;
  return {
    id: `e${index}`,
    incident: null,
    kind: KINDS[index % KINDS.length] ?? 'say',
    resource: `thread:${isDue ? index : index % 1_000}`,
    ticket: index,
    input: '{}',
    state: isDue ? 'planned' : 'done',
    attempt: 0,
    looks: 0,
    epoch: 0,
    owner: null,
    due_at: isDue ? 1_000 + index : null,
    created_at: 0,
    started_at: null,
    finished_at: isDue ? null : 1,
    result: null,
    why: null,
  };
}

await claims();
