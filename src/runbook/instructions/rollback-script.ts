import type { Subject } from '#src/providers/by-hand.ts';
import { PSQL, psql } from '#src/shell/psql.ts';
import { quote } from '#src/shell/quote.ts';
import { statusOf } from '../ask-the-app.ts';
import { CONNECTION } from '../database-commands.ts';
import { unless, type Instructions, type Own } from '../instruction.ts';

/** rollback.sql from its first check to writes resumed, and the dump when it was wrong. */
export const rollbackScript = {
  verifyScript: () => ({
    title: 'Verify rollback.sql on a scratch database',
    lines: [
      CONNECTION,
      'Set ROLLBACK_SQL to the file beside the migration, and read it first. A line that begins with a backslash runs commands of the shell; a COMMIT inside ends the one transaction that keeps it whole.',
      'It must give back the prior schema. Foreign keys come off before the columns that they need, and go on again after. Data in dropped columns does not come back.',
    ],
    commands: [
      String.raw`grep -niE '^[[:space:]]*\\|commit|concurrently|vacuum' "$ROLLBACK_SQL"`,
      'createdb -w rollback_trial',
      'pg_dump -w --schema-only --no-owner --no-privileges -f schema.sql',
      `PGDATABASE=rollback_trial ${PSQL} -f schema.sql`,
      `PGDATABASE=rollback_trial ${PSQL} -1 -f "$ROLLBACK_SQL"`,
    ],
  }),
  pauseWrites: (subject, own) => pauseWrites(subject, own, 'Pause writes'),
  freezeWrites: (subject, own) => pauseWrites(subject, own, 'Freeze writes'),
  dumpBefore: ({ service }, own) => ({
    title: 'Dump the database as it is',
    lines: [
      CONNECTION,
      'pg_dump must be at least as new as the server. It holds a light lock for its whole run, and a schema change waits behind that: let it end first.',
      'It counts only when it lists. Note its name: it is the last resort if the script is wrong.',
      ...own.lines,
    ],
    commands: [...dump(`pre-rollback-${service}`), ...own.commands],
  }),
  applyScript: () => ({
    title: 'Apply rollback.sql',
    lines: [
      'A second person approves before it is run.',
      CONNECTION,
      'Any error means stop: run no more SQL, and say here that it went wrong. Exit code 3 means that the script failed and, in one transaction, that nothing was kept.',
    ],
    commands: [
      `export PGOPTIONS=${quote('-c lock_timeout=5s -c statement_timeout=300s')}`,
      `${PSQL} -1 -f "$ROLLBACK_SQL"; echo "exit code $?"`,
    ],
  }),
  markRolledBack: (_, own) => ({
    title: 'Mark the migration as rolled back in its history',
    lines: [
      ...own.tool.markUndone.lines,
      'Deploys from main are held before this and until the migration is off main, or the next one applies it again.',
    ],
    commands: own.tool.markUndone.commands,
  }),
  resumeWrites: (subject, own) => resumeWrites(subject, own),
  resumeAfterRestore: (subject, own) => resumeWrites(subject, own),
  resumeAfterDisaster: (subject, own) => resumeWrites(subject, own),
  restoreDump: (_, own) => ({
    title: 'Restore the dump that was taken before',
    lines: [
      'A second person approves before it is run: everything since the dump is lost. Run no other SQL.',
      CONNECTION,
      'Check that the dump lists. Restore into a new database, verify it, and point production at it, so that the broken one stays as it is.',
      'If the dump does not list, the nightly snapshot is next, and that is a disaster recovery: say here that it went wrong.',
    ],
    commands: [
      ...own.commands,
      'pg_restore -l "$DUMP" > /dev/null && echo "it lists"',
      'createdb -w restored',
      'pg_restore -w -1 -e --no-owner --no-privileges -d restored "$DUMP"',
    ],
  }),
  preserve: ({ service }, own) => ({
    title: 'Preserve the damaged database before anything replaces it',
    lines: ['A snapshot of the provider is quickest. A dump as well, where the database still answers.', CONNECTION, ...own.lines],
    commands: [...dump(`damaged-${service}`), ...own.commands],
  }),
} satisfies Instructions;

function pauseWrites({ service }: Subject, own: Own, title: string) {
  return {
    title,
    lines: [
      `Turn on the read-only mode of ${service} if it has one. If not, scale to zero and accept the downtime.`,
      'Workers and cron jobs write as well.',
      ...own.lines,
      ...unless(own, 'First write down how many of each run, and the version of each.'),
    ],
    commands: [
      ...own.commands,
      psql("SELECT pid, usename, application_name, state FROM pg_stat_activity WHERE backend_type = 'client backend' AND state <> 'idle'"),
    ],
  };
}

function resumeWrites({ productionUrl, readinessPath }: Subject, own: Own) {
  return {
    title: 'Resume writes',
    lines: [
      'Look once more which version runs: writes belong on no other than the good one.',
      'Turn the read-only mode off, or scale back to the numbers from before.',
      ...own.lines,
      readinessPath === null
        ? 'The readiness endpoint must answer 200. Use your own path if it is not this one.'
        : `${readinessPath} must answer 200.`,
    ],
    commands: [...own.commands, statusOf(`${productionUrl}${readinessPath ?? '/health/ready'}`)],
  };
}

function dump(name: string): readonly string[] {
  return [
    `DUMP=${quote(name)}-$(date +%s).dump`,
    'pg_dump -w -Fc -f "$DUMP"',
    'pg_restore -l "$DUMP" > /dev/null && ls -l "$DUMP" && sha256sum "$DUMP"',
  ];
}
