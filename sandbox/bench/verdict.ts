import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { createJudge } from '#src/judge/create-judge.ts';
import { createWorkers, type Workers } from '#src/judge/workers.ts';
import { bundledBinaries } from '#src/local-postgres/bundled-binaries.ts';
import { startServer } from '#src/local-postgres/start-server.ts';
import { commitsOf } from './commits-of.ts';
import { loadOfDescendants } from './descendants.ts';
import { syntheticHistory } from './synthetic-history.ts';

const BELOW = 100;
const ADDED = 5;
const LOOK_EACH_MS = 250;
/** In two seconds. */
const AT_REST_CPU_SECONDS = 0.05;

type Ask = (from: string, to: string) => Promise<void>;

interface Figures {
  readonly ms: number;
  /** Of all processes together. */
  readonly cpuSeconds: number;
  /** The most that all of them had together. */
  readonly pssMib: number;
}

/**
 * The verdict on a span, as the bot asks for it: in a process that has just been started, and of the same process for a later commit. Beside it the same
 * files, replayed on the same engine with nothing judged: the bare peer. Prints one JSON object.
 */
async function verdict(): Promise<void> {
  const history = syntheticHistory(BELOW + ADDED + 1);
  const files = [...history].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, sql]) => sql);
  const repository = await mkdtemp(join(tmpdir(), 'switchback-bench-'));
  try {
    const [first = '', second = '', third = '', fourth = ''] = await commitsOf(repository, history, [
      BELOW,
      BELOW + 1,
      BELOW + ADDED,
      BELOW + ADDED + 1,
    ]);
    const result: Record<string, unknown> = { migrations: BELOW, added: ADDED, load: loadavg()[0]?.toFixed(1) };
    for (const engine of process.argv.length > 2 ? process.argv.slice(2) : ['bundled', 'pglite']) {
      if (engine === 'bundled' && bundledBinaries() === null) continue;
      const bare = await measured(() => (engine === 'bundled' ? bareOnServer(files.slice(0, -1)) : bareEmbedded(files.slice(0, -1))));
      const asked = async (): Promise<{ readonly workers: Workers; readonly ask: Ask }> => {
        const workers = createWorkers(engine);
        const { judge } = createJudge({ workers, database: null, now: Date.now });
        const ask: Ask = async (from, to) => {
          const { verdict, sentence } = await judge(
            { repository, from, to, folder: 'migrations', tool: null },
            AbortSignal.timeout(600_000),
          );
          if (verdict === 'unknown') throw new Error(`Nothing was measured: ${sentence}`);
        };
        await ask(first, third);
        return { workers, ask };
      };
      // The first process on a machine leaves compiled code for those after it, and is not what is measured.
      const { workers } = await asked();
      await settled();
      workers.stop();
      await settled();
      const cold = await measured(asked);
      await settled();
      const warm = await measured(() => cold.made.ask(second, fourth));
      cold.made.workers.stop();
      result[engine] = { cold: cold.figures, warm: warm.figures, bareReplay: bare.figures };
    }
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    await rm(repository, { recursive: true });
  }
}

async function measured<T>(what: () => Promise<T>): Promise<{ readonly made: T; readonly figures: Figures }> {
  const [before, ownBefore, began] = [loadOfDescendants(), process.cpuUsage(), performance.now()];
  let last = before;
  let pssMib = 0;
  let looking = 0;
  const look = (): void => {
    const own = process.cpuUsage().user + process.cpuUsage().system;
    const now = loadOfDescendants();
    looking += (process.cpuUsage().user + process.cpuUsage().system - own) / 1e6;
    if (now.cpuSeconds >= last.cpuSeconds) last = now;
    pssMib = Math.max(pssMib, now.pssMib);
  };
  const clock = setInterval(look, LOOK_EACH_MS);
  const made = await what();
  const ms = Math.round(performance.now() - began);
  clearInterval(clock);
  look();
  const { user, system } = process.cpuUsage(ownBefore);
  const cpuSeconds = last.cpuSeconds - before.cpuSeconds + (user + system) / 1e6 - looking;
  return { made, figures: { ms, cpuSeconds: Number(cpuSeconds.toFixed(2)), pssMib: Math.round(pssMib) } };
}

/** What is made ready for the next question belongs to neither. Servers that wait for work still take a little. */
async function settled(): Promise<void> {
  for (let [before, now] = [-1, loadOfDescendants().cpuSeconds]; now - before > AT_REST_CPU_SECONDS;) {
    await setTimeout(2_000);
    [before, now] = [now, loadOfDescendants().cpuSeconds];
  }
}

async function bareOnServer(files: readonly string[]): Promise<void> {
  const binaries = bundledBinaries();
  if (binaries === null) throw new Error('There is no server.');
  const server = await startServer(binaries, { listen: 'socket', limits: null });
  try {
    const client = new pg.Client(server.url);
    await client.connect();
    for (const sql of files) await client.query(sql);
    await client.end();
  } finally {
    await server.close();
  }
}

async function bareEmbedded(files: readonly string[]): Promise<void> {
  const database = await PGlite.create();
  for (const sql of files) await database.exec(sql);
  await database.close();
}

await verdict();
