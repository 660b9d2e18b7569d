import { describe, expect, test } from 'vitest';
import { openPaths } from '#machines/paths.ts';
import type { IncidentEvent } from '#machines/events.ts';
import { fact, gathered, PLAN, walk } from '#test/support/walk.ts';
import { ada, choose } from './events.ts';
import { throughSteps } from './through-steps.ts';

/** A platform that the bot cannot read: people say what serves and since when. The old code would run on the schema, or would not. */
const NO_TARGET = { ...PLAN, target: null, suspect: null };
const RUNS: readonly IncidentEvent[] = [
  gathered([fact('schema.fits', 'supports')], NO_TARGET),
  ada('data.reportIntact'),
  ada('serving.reportYes'),
  ada('errors.reportBegan'),
];
const BREAKS: readonly IncidentEvent[] = [
  gathered([fact('schema.fits', 'contradicts')], NO_TARGET),
  ada('data.reportIntact'),
  ada('serving.reportYes'),
  ada('errors.reportBegan'),
];
const NOT_LIVE: readonly IncidentEvent[] = [gathered([], NO_TARGET), ada('data.reportIntact'), ada('serving.reportNo')];
const LOST: readonly IncidentEvent[] = [gathered([], NO_TARGET), ada('data.reportLost')];
const CONFIRM = ada('class.confirm');

const ENDS_OF_GENERATIONS = [
  'Put everything back to normal',
  'Note it in the operations channel',
  'Mark the release',
  'Write down the gap in the rules',
];

const MAIN_AGREES = ['Hold deploys from main', 'Make main agree with the restored database', 'Let deploys from main go on'];
const END_OF_A_DATABASE = [
  'Put everything back to normal',
  'Tell those who were affected',
  'Write down the gap in the rules',
  'Write the post-mortem, or say when',
];

describe('blue/green by a record', () => {
  const runbook = 'blue-green';

  test('a cutover that is not finished is aborted, and nothing is drained', () => {
    expect(throughSteps(runbook, ...NOT_LIVE, CONFIRM)).toEqual([
      'Abort the deploy',
      'Confirm that nothing moved',
      'Find out why, and run it again when it is fixed',
    ]);
  });

  test('behaviour: the record is flipped back, and what the new side stamped is drained', () => {
    expect(throughSteps(runbook, ...RUNS, CONFIRM, choose('flip back'))).toEqual([
      'Confirm that the old side is healthy',
      'Flip the record back to the old side',
      'Wait until resolvers follow',
      'Drain the rows of the bad generation',
      '· recovered',
      'Fix or revert the bad commit on main',
      'Tag a release of the fix and run the cutover again',
      ...ENDS_OF_GENERATIONS,
    ]);
  });

  test('data of one generation: the prior code ships as a generation of its own', () => {
    expect(throughSteps(runbook, ...RUNS, CONFIRM, choose('new generation'))).toEqual([
      'Tag the prior code as a new generation',
      'Cut production over to it',
      'Drain the rows of the bad generation',
      '· recovered',
      'Fix or revert the bad commit on main',
      'Tag a release of the fix and run the cutover again',
      ...ENDS_OF_GENERATIONS,
    ]);
  });

  test('the migration is the fault and the prior code cannot run: a follow-up migration, released with the corrected code', () => {
    expect(throughSteps(runbook, ...BREAKS, CONFIRM, choose('forward-fix'))).toEqual([
      'Name the change that broke it',
      'Write the forward-fix migration',
      'Try it on a copy',
      '· a second person approves',
      'Apply the forward-fix to production',
      'Release the corrected code with it',
      '· recovered',
      'Land the same migration on main',
      ...ENDS_OF_GENERATIONS,
    ]);
  });

  test('the migration is the fault and the prior code can run: inside the class, the prior code as a new generation', () => {
    const override = ada('class.override', { class: 'schema mistake', reason: 'The migration locks the table' });
    expect(offered(runbook, ...RUNS, override)).toEqual(['new generation', 'forward-fix', 'stop a stuck migration']);
    const { snapshot } = walk({ runbook }, ...RUNS, override, choose('new generation'));
    expect(snapshot.context.class).toBe('schema mistake');
    expect(walk({ runbook }, ...RUNS, override, choose('new generation'), ada('question.back')).state).toBe('schemaMistake.choosing');
  });

  test('never offers to undo a migration', () => {
    expect(offered(runbook, ...BREAKS, CONFIRM)).toEqual(['forward-fix', 'stop a stuck migration']);
  });
});

describe('a production branch that only moves forward', () => {
  const runbook = 'fast-forward';

  test('behaviour: revert on main, fast-forward, redeploy; nothing is drained', () => {
    expect(throughSteps(runbook, ...RUNS, CONFIRM, choose('revert and roll forward'))).toEqual([
      'Revert the commit on main',
      'Move production to the revert and deploy it',
      'Check the new deployment',
      '· recovered',
      ...ENDS_OF_GENERATIONS,
    ]);
  });

  test('a static site: its platform rolls it back first, and the revert still lands', () => {
    expect(throughSteps(runbook, ...RUNS, CONFIRM, choose('platform rollback'))).toEqual([
      'Roll the site back on its platform',
      'Open the pages that failed',
      '· recovered',
      'Fix or revert the bad commit on main',
      ...ENDS_OF_GENERATIONS,
    ]);
  });

  test('the migration is the fault: where the prior code runs the code is reverted, else the property is restored', () => {
    const override = ada('class.override', { class: 'schema mistake', reason: 'The migration is slow' });
    expect(offered(runbook, ...RUNS, override)).toEqual(['revert and roll forward', 'forward-fix', 'stop a stuck migration']);
    expect(offered(runbook, ...BREAKS, CONFIRM)).toEqual(['forward-fix', 'stop a stuck migration']);
  });

  test('offers no re-point and no drain of generations', () => {
    expect(offered(runbook, ...RUNS, CONFIRM)).toEqual(['revert and roll forward', 'platform rollback']);
  });
});

describe('databases by environment', () => {
  const runbook = 'managed-database';

  test('schema only: the forward-fix, with its model and a snapshot before it', () => {
    expect(throughSteps(runbook, ...BREAKS, CONFIRM, choose('forward-fix'))).toEqual([
      'Name the change that broke it',
      'Take the change out of the model',
      'Write the forward-fix migration',
      'Try it on a copy',
      'Take a snapshot of production',
      '· a second person approves',
      'Apply the forward-fix to production',
      '· recovered',
      'Land the same migration on main',
      ...END_OF_A_DATABASE,
    ]);
  });

  test('the branch of before: the damaged state is kept, the connection changed, the history read', () => {
    expect(throughSteps(runbook, ...BREAKS, CONFIRM, choose('restore the branch'))).toEqual([
      'Find the branch from before the migration',
      'Freeze writes',
      '· a second person approves',
      'Restore production’s branch to it',
      '· a second person approves',
      'Switch production to it',
      'Read the migrations table',
      'Resume writes',
      '· recovered',
      ...MAIN_AGREES,
      ...END_OF_A_DATABASE,
    ]);
  });

  test('data is corrupt: a point in time, beside production, and the corrected migration on it', () => {
    expect(throughSteps(runbook, ...LOST, CONFIRM)).toEqual([
      'Page and say it',
      'Freeze writes',
      'Preserve what is there',
      'Choose the moment to go back to',
      '· a second person approves',
      'Restore beside production',
      'Verify the restored database',
      'Apply the corrected migration to it',
      '· a second person approves',
      'Switch production to it',
      'Resume writes',
      '· recovered',
      ...MAIN_AGREES,
      ...END_OF_A_DATABASE,
    ]);
  });
});

describe('rollback.sql', () => {
  const runbook = 'rollback-script';

  test('the script, with writes paused and a dump, then the previous version; the post-mortem is asked for once', () => {
    expect(throughSteps(runbook, ...BREAKS, CONFIRM, choose('rollback.sql'))).toEqual([
      'Verify rollback.sql on a scratch database',
      'Pause writes',
      'Dump the database as it is',
      '· a second person approves',
      'Apply rollback.sql',
      'Hold deploys from main',
      'Mark the migration as rolled back',
      'Deploy the previous version',
      'Resume writes',
      '· recovered',
      'Take the migration off main',
      'Let deploys from main go on',
      'Put everything back to normal',
      'File what is left over',
      'Write the post-mortem, or say when',
    ]);
  });

  test('a migration that only adds: the previous version, and a ticket for what is left over', () => {
    expect(throughSteps(runbook, ...RUNS, CONFIRM, choose('previous version'))).toEqual([
      'Deploy the previous version',
      'Read the readiness endpoint',
      '· recovered',
      'Fix or revert the bad commit on main',
      'Annotate the release',
      'Put everything back to normal',
      'File what is left over',
      'Write the post-mortem, or say when',
    ]);
  });

  test('the previous version is not offered where it is known to break', () => {
    expect(offered(runbook, ...BREAKS, CONFIRM)).toEqual(['rollback.sql', 'forward-fix', 'stop a stuck migration']);
  });
});

function offered(runbook: Parameters<typeof throughSteps>[0], ...events: readonly IncidentEvent[]) {
  return openPaths(walk({ runbook }, ...events).snapshot.context);
}
