import type { Evidence } from '#domain/evidence.ts';
import type { Activity, Database, NotAnswered } from '#src/providers/database.ts';
import { withinDeadline, type Read } from '../within-deadline.ts';
import { sayStuck } from './say-stuck.ts';
import { standing } from './stuck-migration.ts';

const BASE = { kind: 'database.free', source: 'database' } as const;

/** Is a migration running or stuck on the live database? */
export async function databaseFree(
  database: Pick<Database, 'activity'> | null,
  deadlineMs: number,
  now: number,
  signal: AbortSignal,
): Promise<Evidence> {
  if (database === null) {
    const summary = 'No database is configured, so it was not checked for a stuck migration.';
    return { ...BASE, verdict: 'unavailable', summary, observedAt: now };
  }
  return judge(await withinDeadline((stopped) => database.activity(stopped), deadlineMs, signal), now);
}

function judge(read: Read<Activity | NotAnswered>, now: number): Evidence {
  const unavailable = (why: string): Evidence => {
    const summary = `It could not be read whether a migration is stuck. ${why}`;
    return { ...BASE, verdict: 'unavailable', summary, observedAt: now };
  };
  if (read.kind === 'unavailable') return unavailable(read.why);
  const activity = read.value;
  if (activity.kind === 'unreachable') return unavailable(activity.why);
  if (activity.kind === 'failed') return unavailable(`The database refused the question (${activity.sqlstate}): ${activity.message}`);
  const base = { ...BASE, observedAt: now };
  const how = standing(activity);
  const hidden = activity.seesStatements ? '' : ' What other roles run is hidden from the bot: grant it pg_read_all_stats.';
  switch (how.kind) {
    case 'free':
      return { ...base, verdict: 'supports', summary: `No session changes the schema or waits for a strong lock.${hidden}` };
    case 'left open':
      return { ...base, verdict: 'inconclusive', summary: `A transaction was left open: ${sayStuck(how.found)}${hidden}` };
    case 'running':
      return { ...base, verdict: 'inconclusive', summary: `A migration may be running: ${sayStuck(how.found)}${hidden}` };
    case 'stuck': {
      const { session } = how.found;
      const details = { pid: session.pid, startedAt: session.startedAt };
      return { ...base, verdict: 'contradicts', summary: `A migration is stuck: ${sayStuck(how.found)}${hidden}`, details };
    }
  }
}
