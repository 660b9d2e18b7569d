import { dayInstant, instant } from '#domain/instant.ts';
import { CONNECTION, MIGRATION_HISTORY, psql } from '../database-commands.ts';
import { quote } from '../quote.ts';
import { suspectOf, type Instructions } from '../subject.ts';
import { projectPath, vercelApi } from '../vercel-commands.ts';
import { neon } from './neon.ts';

/** Declared by two people; preserved before restored; restored beside production. */
export const catastrophic = {
  awaitingDeclaration: ({ service }) => ({
    title: `Declare a disaster recovery for ${service}`,
    lines: [
      'Declare it when data is lost or corrupt, the database or its region is down, or the prior code can no longer be built or deployed.',
      'Two different people declare it. After that people page, freeze writes and restore, step by step: the bot does none of it. It costs downtime and the writes since the restore point.',
      'Look at the status pages first: if the provider is already restoring, wait for it.',
    ],
    commands: [psql('SELECT now(), pg_is_in_recovery()')],
  }),
  pageEverybody: ({ service, productionUrl }) => ({
    title: 'Page people and say it',
    lines: [
      'Page the database owner and the second on call. Tell stakeholders what is down, since when, and when you will say more.',
      'Open a case with the database’s support now: it takes the longest to answer.',
      `Say: ${service} (${productionUrl}) is in disaster recovery. Writes will be frozen. The next update is in 30 minutes.`,
    ],
    commands: [],
  }),
  chooseRestorePoint: (subject) => {
    const liveAt = suspectOf(subject)?.liveAt ?? null;
    return {
      title: 'Choose the moment to go back to',
      lines: [
        liveAt === null
          ? 'Find when the damage began; choose the last moment before it, inside the retention window.'
          : `The suspected deploy has served since ${dayInstant(liveAt)}. Choose the last moment before the damage, inside the retention window.`,
        'Write down what is lost: every write after that moment. Set RESTORE_TIME to it, in UTC.',
        'Check what the provider still has before you count on it.',
      ],
      commands: [
        `# RESTORE_TIME is in UTC: ${liveAt === null ? 'such as 2026-01-15T10:30:00Z' : `the suspected deploy went live at ${instant(liveAt)}`}`,
        `# Neon:\n${neon('GET', '/projects/$NEON_PROJECT_ID')} | jq .project.history_retention_seconds`,
        '# RDS:\naws rds describe-db-instances --db-instance-identifier "$DB_INSTANCE" --query "DBInstances[0].[LatestRestorableTime,BackupRetentionPeriod]"',
        '# Cloud SQL:\ngcloud sql instances describe "$DB_INSTANCE" --format="yaml(settings.backupConfiguration)"',
        '# Supabase:\ncurl -sS --fail-with-body -H "Authorization: Bearer $SUPABASE_ACCESS_TOKEN" "https://api.supabase.com/v1/projects/$SUPABASE_REF/database/backups"',
      ],
    };
  },
  restoreToAPoint: () => ({
    title: 'Restore to that moment, into a new database',
    lines: [
      'A second person approves before it is run. Use the one command of your provider.',
      'Neon, RDS and Cloud SQL restore beside production, and the damaged database stays as it is. Give the new one the class, network and parameters of the old one: RDS takes its own defaults otherwise.',
      'Supabase restores IN PLACE with downtime: what was written after that moment is gone. Preserve it first.',
      'Only without any of these: the newest backup by pg_restore, into a new database.',
    ],
    commands: [
      `# Neon, a branch from that moment:\n${neon('POST', '/projects/$NEON_PROJECT_ID/branches', '{"branch":{"parent_id":"$NEON_BRANCH_ID","name":"restored","parent_timestamp":"$RESTORE_TIME"},"endpoints":[{"type":"read_write"}]}')}`,
      '# RDS:\naws rds restore-db-instance-to-point-in-time --source-db-instance-identifier "$DB_INSTANCE" --target-db-instance-identifier "$DB_INSTANCE-restored" --restore-time "$RESTORE_TIME" --db-subnet-group-name "$DB_SUBNET_GROUP" --vpc-security-group-ids "$DB_SECURITY_GROUP" --db-parameter-group-name "$DB_PARAMETER_GROUP"',
      '# Cloud SQL:\ngcloud sql instances clone "$DB_INSTANCE" "$DB_INSTANCE-restored" --point-in-time "$RESTORE_TIME"',
      '# Supabase, IN PLACE:\ncurl -sS --fail-with-body -X POST -H "Authorization: Bearer $SUPABASE_ACCESS_TOKEN" -H "content-type: application/json" -d "{\\"recovery_time_target_unix\\": $(date -u -d "$RESTORE_TIME" +%s)}" "https://api.supabase.com/v1/projects/$SUPABASE_REF/database/backups/restore-pitr"',
      '# The last resort, from a dump:\ncreatedb -w restored\npg_restore -w -1 -e --no-owner --no-privileges -d restored "$DUMP"',
    ],
  }),
  verifyRestored: () => ({
    title: 'Verify the restored database',
    lines: [
      'Set the connection to the RESTORED database before you run these, and check that it is the one.',
      CONNECTION,
      'Row counts of the important tables, the newest rows, and the newest migration: it must be the one from before the damage.',
    ],
    commands: [
      psql('SELECT inet_server_addr(), current_database(), now()'),
      psql('SELECT relname, n_live_tup FROM pg_stat_user_tables ORDER BY n_live_tup DESC LIMIT 20'),
      ...MIGRATION_HISTORY,
    ],
  }),
  switchOver: (subject) => ({
    title: 'Switch production to the restored database',
    lines: [
      'A second person approves before it is run.',
      'Change the connection in the project’s settings, then build and deploy. A deployment keeps the value that it was built with, so a re-point alone leaves it on the old database.',
      'While auto-assignment is off, the new build is staged: promote it once its own URL works.',
      'If an integration owns the variable, change it there.',
    ],
    commands: [
      `${vercelApi(subject, 'GET', `/v10/projects/${encodeURIComponent(subject.vercel.project)}/env`)} | jq ${quote('.envs[] | {id, key, target, configurationId}')}`,
      `# DATABASE_URL_ID from the answer above; the new value from NEW_DATABASE_URL:\njq -n ${quote('{value: env.NEW_DATABASE_URL}')} | ${vercelApi(subject, 'PATCH', projectPath(subject, '/env/$DATABASE_URL_ID'))} -H 'content-type: application/json' -d @-`,
    ],
  }),
} satisfies Instructions;
