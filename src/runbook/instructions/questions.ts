import { psql } from '#src/shell/psql.ts';
import { suspectOf } from '#src/providers/by-hand.ts';
import { askTheApp, statusOf } from '../ask-the-app.ts';
import { CONNECTION } from '../database-commands.ts';
import { migrationsOfTheDeploy } from '../git-commands.ts';
import { unless, type Instructions } from '../instruction.ts';

/** How a person finds the answers that no fact gave. */
export const questions = {
  askingAboutData: (_, own) => ({
    title: 'Find out whether data is lost or the database is down',
    lines: [
      'Rolling code back helps with neither, so this comes first.',
      CONNECTION,
      'Read the newest rows of the tables that matter and count them against what you expect. If the database does not answer, look at its own status page and at the region’s.',
      'Answer yes as well if the previous code can no longer be built or deployed: its image has expired, or a dependency is gone.',
    ],
    commands: [
      psql('SELECT now(), pg_is_in_recovery()'),
      psql('SELECT relname, n_live_tup, n_tup_del, last_analyze FROM pg_stat_user_tables ORDER BY n_tup_del DESC LIMIT 10'),
      ...own.commands,
    ],
  }),
  askingAboutServing: (subject, own) => ({
    title: 'Find out whether the suspected deploy serves production',
    lines: [
      `The suspected deploy is ${suspectOf(subject)?.id ?? 'not known'}. It serves when the production domain and the app itself name it.`,
      ...own.lines,
      'A migration that is applied counts as serving, even if the code is not live yet.',
    ],
    commands: [...own.commands, ...askTheApp(subject)],
  }),
  askingAboutErrors: (_, own) => ({
    title: 'Find out whether the errors began with this deploy',
    lines: [
      'Open the errors of this environment and read when each was first seen. An issue that is older than the deploy is not its fault.',
      'Compare the release before: if it has the same errors, going back changes nothing.',
      ...unless(own, 'Without an error tracker, read the logs of the app: when did the first one come?'),
    ],
    commands: own.commands,
  }),
  askingAboutSchema: (subject) => ({
    title: 'Find out whether the old code would run on today’s schema',
    lines: [
      'List the migrations between the two commits. A dropped or renamed table or column, a changed type, a new NOT NULL without a default, or a new UNIQUE breaks the old code.',
      'Additions only are a superset: the old code ignores them. If you are not sure, answer no.',
      'The cheapest proof is the old deployment’s own URL: open the failing page there. It runs against today’s database.',
    ],
    commands: [migrationsOfTheDeploy(subject), ...(subject.target === null ? [] : [statusOf(subject.target.url)])],
  }),
  recommending: (subject, own) => ({
    title: 'Check the recommendation yourself',
    lines: [
      'An application bug: the schema is fine and the new code is wrong. Re-point, then revert.',
      'A schema mistake: a forward-only migration changed the shape. An alias re-point does NOT undo a migration. Fix forward.',
      'Catastrophic: data is lost or corrupt, the database or region is down, or the prior code is gone.',
      CONNECTION,
    ],
    commands: [migrationsOfTheDeploy(subject), ...own.tool.history],
  }),
  lookAtErrors: (subject, own) => ({
    title: 'Look at the error rate yourself',
    lines: [
      'Compare errors per request since the move with before the deploy. A quiet graph without traffic proves nothing.',
      subject.move === null
        ? 'Where they go on, take another way with what you see here.'
        : 'A new error, such as 42703 (column does not exist), means that one outage was traded for another: undo the move.',
    ],
    commands: [...own.commands, statusOf(subject.productionUrl)],
  }),
} satisfies Instructions;
