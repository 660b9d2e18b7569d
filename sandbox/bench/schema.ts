import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createJudge } from '#src/judge/create-judge.ts';
import { createWorkers } from '#src/judge/workers.ts';
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
  try {
    const [from, to] = await twoCommits(repository);
    const { judge, fingerprint } = createJudge({ workers: createWorkers('bundled'), database: null, now: Date.now });
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
    await rm(repository, { recursive: true });
  }
}

async function twoCommits(repository: string): Promise<readonly [string, string]> {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...args], {
      encoding: 'utf8',
    }).trim();
  const commit = async (files: Iterable<readonly [string, string]>): Promise<string> => {
    for (const [path, text] of files) {
      const file = join(repository, 'migrations', path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    git('add', '--all');
    git('commit', '--quiet', '--message', 'migrations');
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet');
  const files = [...syntheticHistory(MIGRATIONS)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const newest = new Set(files.slice(-ADDED).map(([path]) => path));
  return [await commit(files.filter(([path]) => !newest.has(path))), await commit(files)];
}

await schema();
