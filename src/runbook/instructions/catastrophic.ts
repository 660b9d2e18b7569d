import { psql } from '#src/shell/psql.ts';
import { dayInstant } from '#domain/instant.ts';
import { suspectOf } from '#src/providers/by-hand.ts';
import { CONNECTION } from '../database-commands.ts';
import { unless, type Instructions } from '../instruction.ts';

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
  pageEverybody: (subject, own) => ({
    title: 'Page people and say it',
    lines: [
      'Page the database owner and the second on call. Tell stakeholders what is down, since when, and when you will say more.',
      'Open a case with the database’s support now: it takes the longest to answer.',
      `Say: ${subject.service} (${subject.productionUrl}) is in disaster recovery. Writes will be frozen. The next update is in 30 minutes.`,
      ...own.lines,
    ],
    commands: own.commands,
  }),
  chooseRestorePoint: (subject, own) => {
    const liveAt = suspectOf(subject)?.liveAt ?? null;
    return {
      title: 'Choose the moment to go back to',
      lines: [
        liveAt === null
          ? 'Find when the damage began; choose the last moment before it, inside the retention window.'
          : `The suspected deploy has served since ${dayInstant(liveAt)}. Choose the last moment before the damage, inside the retention window.`,
        'Write down what is lost: every write after that moment. Set RESTORE_TIME to it, in UTC.',
        'Check what the provider still has before you count on it.',
        ...own.lines,
      ],
      commands: own.commands,
    };
  },
  restoreToAPoint: (_, own) => ({
    title: 'Restore to that moment, into a new database',
    lines: [
      'A second person approves before it is run.',
      ...own.lines,
      ...unless(
        own,
        'Use what your database’s provider has for it. Beside production is better than in place: the damaged one stays as it is.',
      ),
      'Only without any of these: the newest backup by pg_restore, into a new database.',
    ],
    commands: [
      ...own.commands,
      '# The last resort, from a dump:\ncreatedb -w restored\npg_restore -w -1 -e --no-owner --no-privileges -d restored "$DUMP"',
    ],
  }),
  verifyRestored: (_, own) => ({
    title: 'Verify the restored database',
    lines: [
      'Set the connection to the RESTORED database before you run these, and check that it is the one.',
      CONNECTION,
      'Row counts of the important tables, the newest rows, and the newest migration: it must be the one from before the damage.',
    ],
    commands: [
      psql('SELECT inet_server_addr(), current_database(), now()'),
      psql('SELECT relname, n_live_tup FROM pg_stat_user_tables ORDER BY n_live_tup DESC LIMIT 20'),
      ...own.tool.history,
    ],
  }),
  switchOver: (_, own) => ({
    title: 'Switch production to the restored database',
    lines: [
      'A second person approves before it is run.',
      'Change the connection where the app gets it from, then deploy or restart it: going back to an older deployment may bring back the old connection.',
      ...own.lines,
    ],
    commands: own.commands,
  }),
} satisfies Instructions;
