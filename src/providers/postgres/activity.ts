import { z } from 'zod';
import type { Activity, Answer, NotAnswered, Session } from '../database.ts';
import { parseRows } from './parse-rows.ts';

const STRONG = ['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'].map((mode) => `'${mode}'`).join(', ');

/** Statements of a migration that may take no strong lock, or not yet: `create index concurrently`, `validate constraint`. */
const CHANGES_SCHEMA = String.raw`^\s*(alter|create|drop|truncate|reindex|cluster|comment|grant|revoke)\y`;

const milliseconds = (time: string) => `floor(extract(epoch from ${time}) * 1000)::bigint`;

/** The views are complete for locks, whoever asks; of other roles' sessions they hide state, times and text from a role without pg_read_all_stats. */
const SESSIONS = `
with locks as materialized (
  -- Servers before 14 do not say since when a lock is waited for.
  select l.pid, l.mode, l.granted, l.locktype, l.relation, (to_jsonb(l) ->> 'waitstart')::timestamptz as waitstart
  from pg_catalog.pg_locks l
  where coalesce(l.database, 0) in (0, (select d.oid from pg_catalog.pg_database d where d.datname = current_database()))
),
blocked as materialized (
  select w.pid, w.since, pg_blocking_pids(w.pid) as blockers
  from (select l.pid, min(l.waitstart) as since from locks l where not l.granted group by l.pid) w
),
strong as materialized (
  select l.pid, json_agg(json_build_object('mode', l.mode, 'granted', l.granted, 'table', n.nspname || '.' || c.relname)
    order by l.granted, n.nspname, c.relname, l.mode) as locks
  from locks l
  left join pg_catalog.pg_class c on c.oid = l.relation
  left join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where l.locktype = 'relation' and l.mode in (${STRONG})
    and (c.oid is null or (c.relkind in ('r', 'p', 'm', 'f', 'v') and c.relpersistence <> 't' and n.nspname !~ '^pg_'))
  group by l.pid
),
sessions as (
  select a.*, a.query = '<insufficient privilege>' as hidden, coalesce(s.locks, '[]') as locks,
    b.since as waiting, coalesce(b.blockers, '{}') as blockers,
    a.pid in (select unnest(o.blockers) from blocked o) as blocks
  from pg_catalog.pg_stat_activity a
  left join strong s on s.pid = a.pid
  left join blocked b on b.pid = a.pid
  where a.datname = current_database() and a.pid <> pg_backend_pid()
)
select a.pid, ${milliseconds('a.backend_start')} as started, a.usename::text as role, coalesce(a.application_name, '') as application, a.state,
  ${milliseconds('a.xact_start')} as "transaction", ${milliseconds('a.query_start')} as statement, ${milliseconds('a.waiting')} as waiting,
  case when not a.hidden then left(regexp_replace(a.query, '\\s+', ' ', 'g'), 300) end as query,
  a.locks, array_to_json(a.blockers) as blockers
from sessions a
where a.blocks or (a.usename is not null and coalesce(a.backend_type, 'client backend') = 'client backend'
  and (json_array_length(a.locks) > 0 or cardinality(a.blockers) > 0 or a.state like 'idle in transaction%'
    or (a.state = 'active' and a.query ~* '${CHANGES_SCHEMA}')))
order by a.xact_start nulls last, a.pid`;

/** One row, even where nothing is running. */
export const ACTIVITY_SQL = `
select ${milliseconds('clock_timestamp()')} as at, pg_has_role('pg_read_all_stats', 'usage') as sees,
  (select coalesce(json_agg(s), '[]') from (${SESSIONS}) s) as sessions`;

const Moment = z.number().nullable();

const SessionRow = z.object({
  pid: z.number().int(),
  started: Moment,
  role: z.string().nullable(),
  application: z.string(),
  state: z.string().nullable(),
  transaction: Moment,
  statement: Moment,
  waiting: Moment,
  query: z.string().nullable(),
  locks: z.array(z.object({ mode: z.string(), table: z.string().nullable(), granted: z.boolean() })),
  blockers: z.array(z.number().int()),
});

const ActivityRow = z.object({ at: z.number(), sees: z.boolean(), sessions: z.array(SessionRow) });

export function toActivity(answer: Answer): Activity | NotAnswered {
  if (answer.kind !== 'rows') return answer;
  const [row] = parseRows(ActivityRow, answer.rows);
  if (row === undefined) return { kind: 'failed', sqlstate: '02000', message: 'The question about sessions was answered without a row.' };
  return { kind: 'activity', at: row.at, seesStatements: row.sees, sessions: row.sessions.map(toSession) };
}

/** `alter role app password '…'`. Where a literal ends cannot be told without parsing, so nothing after its beginning is kept. */
function withoutLiterals(query: string): string {
  const at = query.search(/['$]/);
  return at < 0 ? query : `${query.slice(0, at)}…`;
}

function toSession({ started, transaction, statement, waiting, query, blockers, ...rest }: z.output<typeof SessionRow>): Session {
  return {
    ...rest,
    startedAt: started,
    transactionSince: transaction,
    statementSince: statement,
    waitingSince: waiting,
    statement: query === null ? null : withoutLiterals(query),
    blockedBy: blockers,
  };
}
