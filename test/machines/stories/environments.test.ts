import { describe, expect, test } from 'vitest';
import { fact, gathered, walk } from '#test/support/walk.ts';
import { ada, choose, read, steps } from './events.ts';

test('development recreates the database, and the bot stops', () => {
  const { state, asked, snapshot } = walk({ environment: 'development' });
  expect({ state, asked }).toEqual({ state: 'closed', asked: ['stopTimer', 'say'] });
  expect(snapshot.status).toBe('done');
  expect(snapshot.context.outcome).toBe('recreate the database');
});

describe('staging', () => {
  const STAGING = { environment: 'staging' } as const;

  test('asks at once, without facts', () => {
    expect(walk(STAGING)).toMatchObject({ state: 'staging.choosing', asked: [] });
  });

  test('one person fixes forward', () => {
    expect(walk(STAGING, choose('forward-fix'), ...steps(4)).state).toBe('closed');
  });

  test('one person restores the branch', () => {
    expect(walk(STAGING, choose('staging branch restore'), ...steps(3)).state).toBe('closed');
  });

  test('offers none of the ways of production', () => {
    expect(walk(STAGING).snapshot.can(choose('re-point'))).toBe(false);
    expect(walk(STAGING).snapshot.can(choose('rollback.sql'))).toBe(false);
  });
});

describe('the two honest exits', () => {
  test('a deploy that is not live yet is aborted, and nothing is rolled back', () => {
    const notLive = gathered([fact('data.intact', 'supports'), fact('deploy.serving', 'contradicts')]);
    expect(walk({}, notLive, ada('class.confirm')).state).toBe('notLiveYet.abortDeploy');
    const { state, snapshot } = walk({}, notLive, ada('class.confirm'), ...steps(1), read('abortDeploy'), ...steps(1));
    expect({ state, outcome: snapshot.context.outcome }).toEqual({ state: 'closed', outcome: 'not live yet' });
  });

  test('errors that are older than the deploy end without a move', () => {
    const older = gathered([fact('data.intact', 'supports'), fact('deploy.serving', 'supports'), fact('errors.began', 'contradicts')]);
    const { state, snapshot } = walk({}, older, ada('class.confirm'), ada('incident.close'));
    expect({ state, outcome: snapshot.context.outcome, move: snapshot.context.move }).toEqual({
      state: 'closed',
      outcome: 'not the deploy',
      move: null,
    });
  });
});
