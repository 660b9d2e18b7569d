import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createJudge } from '#src/judge/create-judge.ts';
import { createWorkers } from '#src/judge/workers.ts';
import { commitsOf } from './commits-of.ts';
import { syntheticHistory } from './synthetic-history.ts';

const MIGRATIONS = 500;
/** What the newest deploy brought. */
const ADDED = 5;
const MIB = 1024 * 1024;

/**
 * The verdict on the newest deploy of a service with a long history, asked as the bot asks for it: cold, with nothing stored, and warm, where only the
 * fingerprints of what was stored are compared. The memory is that of the asking process. Prints one JSON object.
 */
async function schema(): Promise<void> {
  const repository = await mkdtemp(join(tmpdir(), 'switchback-bench-'));
  const workers = createWorkers('bundled');
  try {
    const [from = '', to = ''] = await commitsOf(repository, syntheticHistory(MIGRATIONS), [MIGRATIONS - ADDED, MIGRATIONS]);
    const { judge, fingerprint } = createJudge({ workers, database: null, now: Date.now });
    const question = { repository, from, to, folder: 'migrations', tool: null };
    const signal = AbortSignal.timeout(120_000);
    const before = process.memoryUsage.rss();

    const cold = performance.now();
    const { verdict, perMigration, fingerprints, sentence } = await judge(question, signal);
    const coldMs = Math.round(performance.now() - cold);
    if (verdict === 'unknown' || perMigration.length !== ADDED) throw new Error(`Nothing was measured: ${sentence}`);

    const warm = performance.now();
    const now = await fingerprint(question, signal);
    const warmMs = Math.round(performance.now() - warm);
    if (!isDeepStrictEqual([now.from, now.to], [fingerprints.from, fingerprints.to]))
      throw new Error('The same files have other fingerprints.');

    const ownRssGrowthMiB = Math.round((process.memoryUsage.rss() - before) / MIB);
    process.stdout.write(`${JSON.stringify({ migrations: MIGRATIONS, added: ADDED, verdict, coldMs, warmMs, ownRssGrowthMiB })}\n`);
  } finally {
    workers.stop();
    await rm(repository, { recursive: true });
  }
}

await schema();
