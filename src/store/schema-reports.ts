import { canonicalJson } from './canonical-json.ts';
import type { Store } from './store.ts';

/** Reports on other deployments than the newest one are kept for so long. */
const KEPT_MS = 30 * 24 * 3_600_000;

export interface ReportKey {
  readonly service: string;
  /** Full commit ids: the code to go back to, and the code whose migrations the database has. */
  readonly from: string;
  readonly to: string;
}

/** What was known about one way back when it was looked at, in the shape of `version`. */
export interface KeptReport<Question, Report> {
  readonly version: number;
  /** What was asked, settings included: the report answers nothing else. */
  readonly question: Question;
  readonly report: Report;
  /** Milliseconds since the epoch. */
  readonly computedAt: number;
}

/** Takes the place of an earlier report under the same key. Plain JSON only. */
export async function keepReport<Question, Report>(store: Store, key: ReportKey, kept: KeptReport<Question, Report>): Promise<void> {
  const { version, question, report, computedAt } = kept;
  const row = { version, question: canonicalJson(question), report: canonicalJson(report), computed_at: computedAt };
  await store.db
    .insertInto('schema_report')
    .values({ service: key.service, from_commit: key.from, to_commit: key.to, ...row })
    .onConflict((conflict) => conflict.columns(['service', 'from_commit', 'to_commit']).doUpdateSet(row))
    .execute();
  await store.db
    .deleteFrom('schema_report')
    .where('service', '=', key.service)
    .where('to_commit', '!=', key.to)
    .where('computed_at', '<', computedAt - KEPT_MS)
    .execute();
}

/** Null where there is none in this shape: another release may have kept what this one cannot read. */
export async function readReport<Question, Report>(
  store: Store,
  key: ReportKey,
  version: number,
): Promise<KeptReport<Question, Report> | null> {
  const row = await store.db
    .selectFrom('schema_report')
    .selectAll()
    .where('service', '=', key.service)
    .where('from_commit', '=', key.from)
    .where('to_commit', '=', key.to)
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { version, question: JSON.parse(row.question), report: JSON.parse(row.report), computedAt: row.computed_at };
}
