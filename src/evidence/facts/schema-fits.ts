import type { Deployment } from '#domain/deployment.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Code } from '#src/providers/code.ts';
import { withinDeadline } from '../within-deadline.ts';

export interface SchemaQuestion {
  readonly target: Deployment | null;
  readonly live: Deployment | null;
  readonly migrations: string;
  readonly deadlineMs: number;
}

/**
 * Does the target's code run on today's schema, as far as the migration files tell? The same files with the same contents at both
 * commits prove it. Any difference is left open here: only the probe of the target's own URL, or a person, can say more.
 */
export async function schemaFits(code: Code | null, question: SchemaQuestion, now: number, signal: AbortSignal): Promise<Evidence> {
  const base = { kind: 'schema.fits', source: 'git', observedAt: now } as const;
  const { target, live, migrations } = question;
  if (code === null)
    return { ...base, verdict: 'unavailable', summary: 'No repository is configured, so the migrations were not compared.' };
  if (target?.commit == null || live?.commit == null) {
    return { ...base, verdict: 'inconclusive', summary: 'A commit is not known, so the migrations were not compared.' };
  }
  const [atTarget, atLive] = [target.commit, live.commit];
  const read = await withinDeadline(
    (stopped) => Promise.all([code.files(atTarget, migrations, stopped), code.files(atLive, migrations, stopped)]),
    question.deadlineMs,
    signal,
  );
  if (read.kind === 'unavailable') return { ...base, verdict: 'unavailable', summary: `The migrations could not be compared. ${read.why}` };

  const [before, after] = read.value;
  const span = `${atTarget.slice(0, 7)} and ${atLive.slice(0, 7)}`;
  if (before.size === 0 && after.size === 0) {
    return { ...base, verdict: 'inconclusive', summary: `${migrations}/ is empty at ${span}, so nothing is known about the schema.` };
  }
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)).sort();
  if (changed.length === 0) {
    return {
      ...base,
      verdict: 'supports',
      summary: `No migration between ${span}: all ${after.size} files in ${migrations}/ are the same.`,
    };
  }
  const names = changed.map((path) => path.split('/').at(-1)).join(', ');
  return {
    ...base,
    verdict: 'inconclusive',
    summary: `Migrations differ between ${span}: ${names}. The files alone do not say whether the old code runs.`,
    details: { changed },
  };
}
