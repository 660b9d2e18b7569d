import type { Subject } from '#src/providers/by-hand.ts';
import { PSQL, psql, psqlWith } from '#src/shell/psql.ts';
import { quote } from '#src/shell/quote.ts';
import { CONNECTION, SHORT_LOCKS } from '../database-commands.ts';
import { migrationsOfTheDeploy } from '../git-commands.ts';
import { unless, type Instructions } from '../instruction.ts';

/** The forward-fix, and a migration that does not end. */
export const schemaMistake = {
  schemaMistakeChoosing: (subject, own) => ({
    title: 'Choose how to recover from the migration',
    lines: [
      'The forward-fix is the safest: a new migration that gives back what the code needs. It loses nothing and leaves a trail.',
      'Re-point only if the old code runs on today’s schema, which it does where the migration only added things.',
      'rollback.sql only where it was written with the migration and tried on a scratch database. It cannot bring back data of dropped columns.',
    ],
    commands: [migrationsOfTheDeploy(subject), ...own.tool.history],
  }),
  identifyChange: (subject) => ({
    title: 'Find the change that the errors name',
    lines: [
      'Error 42703 names a column that is not there, 42P01 a table, 23502 a NOT NULL, 23505 a UNIQUE.',
      'Find the statement that did it among the migrations of this deploy.',
    ],
    commands: [migrationsOfTheDeploy(subject), `ls -t ${quote(`./${subject.code.migrations}`)} | head -5`],
  }),
  reviewFix: ({ code }) => ({
    title: 'Read the drafted forward-fix',
    lines: [
      'The thread has the SQL, what it locks, whether the data comes back, and the branch that it is on. Set FIX_BRANCH to that branch.',
      'It was proved on a scratch database, not on your rows: what rewrites a table takes as long as the table is large.',
      'Nothing runs by itself. It is applied in a later step, which two people confirm.',
    ],
    commands: [`git -C ${quote(code.repository ?? '.')} show --stat --patch "$FIX_BRANCH"`],
  }),
  draftForwardFix: (_, own) => ({
    title: 'Write the forward-fix migration',
    lines: [
      'A new file, made by your migration tool. Never edit or undo a migration that is applied.',
      'Restore the property that the code needs, not more: a dropped column comes back, a NOT NULL becomes nullable until the backfill is done.',
      'The SQL below is an EXAMPLE from another service, for a column total that was the sum of two others. Yours is different.',
    ],
    commands: [
      `# EXAMPLE, not yours:\n# ALTER TABLE invoices ADD COLUMN total numeric GENERATED ALWAYS AS (subtotal + tax) STORED;`,
      ...own.tool.generate,
    ],
  }),
  tryForwardFix: () => ({
    title: 'Try it on a copy of production’s schema',
    lines: [
      CONNECTION,
      'A branch or a restored copy is better than an empty schema: a stored generated column rewrites the whole table, and only real rows show how long that takes.',
      'Set FORWARD_FIX to the file, and run the statement that failed in production afterwards.',
    ],
    commands: [
      'pg_dump -w --schema-only --no-owner --no-privileges -f schema.sql',
      'createdb -w forward_fix_trial',
      `PGDATABASE=forward_fix_trial ${PSQL} -f schema.sql`,
      `PGDATABASE=forward_fix_trial ${PSQL} -1 -f "$FORWARD_FIX"`,
    ],
  }),
  applyForwardFix: (_, own) => ({
    title: 'Apply the forward-fix to production',
    lines: [
      'A second person approves before it is run. Ship it through the normal deploy where that takes minutes: then the file and the history agree by themselves.',
      'By hand, give up on locks after seconds instead of queueing every reader behind the change, and land the same file afterwards.',
      CONNECTION,
    ],
    commands: [SHORT_LOCKS, `${PSQL} -1 -f "$FORWARD_FIX"`, ...own.tool.history],
  }),
  findBlockers: ({ stuck }) => ({
    title: 'Find who blocks whom',
    lines: [
      CONNECTION,
      ...(stuck === null ? [] : [`The bot saw the migration in session ${stuck.pid}. See whether that is still so.`]),
      'Walk up to the root: usually a session that is idle in a transaction and is blocked by nobody.',
      'A waiting ALTER blocks every later reader, so stopping the waiting migration itself is often the gentlest way.',
      'Note pid and backend_start together: pids are used again.',
    ],
    commands: [
      psql(
        "SELECT pid, backend_start, pg_blocking_pids(pid) AS blocked_by, state, wait_event_type, now() - xact_start AS in_transaction, usename, application_name, left(query, 80) AS query FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY xact_start",
      ),
    ],
  }),
  stopMigration: ({ stuck }) => ({
    title: 'Stop the migration, or end its blocker',
    lines: [
      'Cancel before you terminate. A cancel ends the running statement; a session that is idle in a transaction answers true to it and keeps its locks, so only terminating frees them.',
      'Killing psql or the deploy is not enough: the server goes on.',
      'Never end replication, or an autovacuum that prevents wraparound.',
      stuck === null || stuck.startedAt === null
        ? 'Set PID and BACKEND_START from the list before.'
        : `PID and BACKEND_START are of session ${stuck.pid}, which the bot saw. Where the list before says otherwise, take them from there.`,
    ],
    commands: [
      ...sessionOf(stuck),
      onSession('pg_cancel_backend(pid)'),
      `# Only if it is still there afterwards:\n${onSession('pg_terminate_backend(pid, 5000)')}`,
    ],
  }),
  readMigrationState: (subject, own) => ({
    title: 'Read what was applied',
    lines: [
      CONNECTION,
      'Compare the newest row of the history with the schema. A row without a finish, or a change without a row, is half a migration: it decides what comes next.',
      'Re-pointing before this is known may put old code on half a schema.',
    ],
    commands: [...own.tool.history, 'pg_dump -w --schema-only --no-owner --no-privileges | less', migrationsOfTheDeploy(subject)],
  }),
  deployPrevious: (_, own) => ({
    title: 'Deploy the previous version, the API and the workers both',
    lines: [
      ...own.lines,
      ...unless(
        own,
        'Deploy by name what ran before the bad deploy: pausing writes may have been a deploy too, so “the previous one” is not always it.',
      ),
      'Writes stay paused. They are resumed in the next step.',
      'The migration’s folder must be gone from the code that is deployed, or the next deploy applies it again.',
    ],
    commands: own.commands,
  }),
} satisfies Instructions;

function sessionOf(stuck: Subject['stuck']): string[] {
  if (stuck === null || stuck.startedAt === null) return [];
  return [`PID=${stuck.pid}\nBACKEND_START=${quote(new Date(stuck.startedAt).toISOString())}`];
}

/** Pids are used again, so the session must have begun at the same time too, to the millisecond. `:'name'` is filled in and quoted by psql itself, which it does for what it reads and not for `-c`. */
function onSession(what: string): string {
  const sql = `SELECT pid, ${what} FROM pg_stat_activity WHERE pid = :'pid' AND date_trunc('milliseconds', backend_start) = date_trunc('milliseconds', :'start'::timestamptz);`;
  return psqlWith(sql, { pid: 'PID', start: 'BACKEND_START' });
}
