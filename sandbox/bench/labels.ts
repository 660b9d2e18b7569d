import { readHistory } from '#src/schema/history/read-history.ts';
import { applyScript } from '#src/schema/replay/apply-script.ts';
import { layGround } from '#src/schema/replay/ground.ts';
import { openScratch } from '#src/schema/scratch/open-scratch.ts';
import { labelHistory } from '#src/schema/verdict/label-history.ts';
import { syntheticHistory } from './synthetic-history.ts';

const MIGRATIONS = 500;
const MEMORY_MB = 1536;

/**
 * Judges each migration of a long history with nothing stored, and beside it replays the same files without judging anything: the bare peer. Prints
 * one JSON object.
 */
async function labels(): Promise<void> {
  const history = readHistory(syntheticHistory(MIGRATIONS), 'prisma');
  if (history.kind === 'not readable') throw new Error(history.why);
  const before = process.memoryUsage.rss();
  const began = performance.now();
  const verdicts: Record<string, number> = {};
  for await (const { verdict } of labelHistory(history, { engine: 'pglite' })) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  const coldMs = Math.round(performance.now() - began);
  // What could not be judged was not measured either.
  if (verdicts['unknown'] !== undefined) throw new Error(`${verdicts['unknown']} migrations could not be judged, so nothing was measured.`);
  const ownRssGrowthMiB = Math.round((process.memoryUsage.rss() - before) / 1024 / 1024);

  const bareMs = await replayAlone(history);
  process.stdout.write(
    `${JSON.stringify({ migrations: MIGRATIONS, verdicts, coldMs, bareReplayMs: bareMs, ratio: Number((coldMs / bareMs).toFixed(2)), ownRssGrowthMiB })}\n`,
  );
}

async function replayAlone(history: Extract<ReturnType<typeof readHistory>, { kind: 'history' }>): Promise<number> {
  const began = performance.now();
  const scratch = await openScratch({ engine: 'pglite', wallMs: 60_000, memoryMb: MEMORY_MB });
  try {
    const why = await layGround(scratch, history);
    if (why !== null) throw new Error(why);
    for (const { name, up } of history.migrations) {
      const { outcome } = await applyScript(scratch, up, { tool: history.tool, ask: [] });
      if (outcome.kind !== 'applied') throw new Error(`${name} was not applied.`);
    }
    return Math.round(performance.now() - began);
  } finally {
    await scratch.close();
  }
}

await labels();
