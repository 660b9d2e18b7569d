import { describe, expect, test } from 'vitest';
import type { SchemaDetails } from '#domain/schema-details.ts';
import { choices } from '#machines/choices.ts';
import { recommend } from '#machines/recommend.ts';
import type { IncidentEvent } from '#machines/events.ts';
import { DETAILS } from '#test/support/schema-details.ts';
import { APP_BUG, fact, gathered, SCHEMA_MISTAKE, walk } from '#test/support/walk.ts';
import { ada, bob, choose, looked, read, steps, TO_SCHEMA_MISTAKE, TWO_PEOPLE } from './events.ts';

describe('the forward-fix', () => {
  const asked = [...TO_SCHEMA_MISTAKE, choose('forward-fix'), ...steps(3), ada('step.request')];

  test('is the first way that is offered', () => {
    expect(walk({}, ...TO_SCHEMA_MISTAKE).state).toBe('schemaMistake.choosing');
    expect(walk({}, ...TO_SCHEMA_MISTAKE, choose('forward-fix')).state).toBe('schemaMistake.forwardFix.identifyChange');
  });

  test('reaches production only with a second person', () => {
    const waiting = walk({}, ...asked);
    expect(waiting.state).toBe('schemaMistake.forwardFix.applyForwardFixApproval');
    expect(waiting.snapshot.can(ada('step.approve'))).toBe(false);
    expect(waiting.snapshot.can(ada('step.confirm'))).toBe(false);
    expect(walk({}, ...asked, bob('step.approve')).state).toBe('schemaMistake.forwardFix.applyForwardFixApproved');
  });

  test('records who did it and who approved', () => {
    const { state, snapshot } = walk(
      {},
      ...asked,
      bob('step.approve'),
      ada('step.confirm'),
      read('applyForwardFix', 'cannot tell', 'Nobody looked.'),
    );
    expect(state).toBe('verifying.watching');
    expect(snapshot.context.steps.at(-1)).toEqual({
      path: 'forward-fix',
      step: 'Apply the forward-fix to production',
      by: 'U_ADA',
      approvedBy: 'U_BOB',
      at: 2_100_000,
      read: { found: 'cannot tell', what: 'Nobody looked.' },
    });
  });

  test('that went wrong leads back to the choice, with the reason', () => {
    const { state, snapshot } = walk({}, ...asked, bob('step.approve'), ada('step.fail', { reason: 'lock timeout' }));
    expect(state).toBe('schemaMistake.choosing');
    expect(snapshot.context.why).toBe('lock timeout');
  });

  test('ends with the migration on main', () => {
    const events = [...TO_SCHEMA_MISTAKE, choose('forward-fix'), ...steps(3), ...TWO_PEOPLE, read('applyForwardFix'), looked('recovered')];
    expect(walk({}, ...events).state).toBe('makingDurable.afterSchemaFix.landMigration');
  });
});

describe('a forward-fix that the bot drafted', () => {
  const to = (fix: SchemaDetails['fix']) => {
    const details = { ...DETAILS, fix };
    const found = { ...fact('schema.fits', 'contradicts'), details };
    const facts = gathered([...APP_BUG.filter(({ kind }) => kind !== 'schema.fits'), found]);
    return [facts, ada('data.reportIntact'), ada('class.confirm'), choose('forward-fix')];
  };
  const whole = to({ kind: 'proved', whole: true, files: ['db/0004.sql'] });

  test('is shown and proposed once, and read by a person', () => {
    const { state, asked, snapshot } = walk({}, ...whole);
    expect({ state, asked }).toEqual({ state: 'schemaMistake.forwardFix.reviewFix', asked: ['proposeFix'] });
    expect(snapshot.can(choose('forward-fix'))).toBe(false);
  });

  test('that leaves nothing to write goes on to two people who apply it', () => {
    expect(walk({}, ...whole, ...steps(1)).state).toBe('schemaMistake.forwardFix.applyForwardFix');
    expect(walk({}, ...whole, ...steps(1), ...TWO_PEOPLE, read('applyForwardFix')).state).toBe('verifying.watching');
  });

  test('that a person must complete is tried on a copy first', () => {
    const part = to({ kind: 'proved', whole: false, files: ['db/0004.sql'] });
    expect(walk({}, ...part, ...steps(1)).state).toBe('schemaMistake.forwardFix.tryForwardFix');
  });

  test('that is not wanted leaves it to people', () => {
    const { state, snapshot } = walk({}, ...whole, ada('step.fail', { reason: 'it rewrites the largest table' }));
    expect(state).toBe('schemaMistake.forwardFix.identifyChange');
    expect(snapshot.context.why).toBe('it rewrites the largest table');
  });

  test('is told where it is, and kept for as long as it is about this target', () => {
    const proposed = (target: string): IncidentEvent => ({
      type: 'fix.proposed',
      at: 2_200_000,
      target,
      draft: null,
      evidence: [fact('fix.proposed', 'supports')],
    });
    const here = walk({}, ...whole, proposed('dpl_dualread'));
    expect({ asked: here.asked, kept: here.snapshot.context.evidence['fix.proposed']?.verdict }).toEqual({
      asked: ['say'],
      kept: 'supports',
    });
    const elsewhere = walk({}, ...whole, proposed('dpl_older'));
    expect({ asked: elsewhere.asked, kept: elsewhere.snapshot.context.evidence['fix.proposed'] }).toEqual({
      asked: ['say'],
      kept: undefined,
    });
  });

  test('that could not be drafted is said, and people walk the old way', () => {
    const { state, asked } = walk({}, ...to({ kind: 'none', why: 'No statement.', uncovered: [] }));
    expect({ state, asked }).toEqual({ state: 'schemaMistake.forwardFix.identifyChange', asked: ['say'] });
  });
});

describe('rollback.sql', () => {
  const applying = [...TO_SCHEMA_MISTAKE, choose('rollback.sql'), ...steps(3), ada('step.request'), bob('step.approve')];

  test('is verified, writes are paused and a dump is taken before it is applied', () => {
    const before = walk({}, ...applying);
    expect(before.state).toBe('schemaMistake.rollbackScript.applyScriptApproved');
    expect(before.snapshot.context.steps.map(({ step }) => step)).toEqual([
      'Verify rollback.sql on a scratch database',
      'Pause writes',
      'Dump the database as it is',
    ]);
  });

  test('ends in the proof of recovery', () => {
    const marked = [...steps(1), read('applyScript'), ...steps(2), read('markRolledBack')];
    expect(walk({}, ...applying, ...marked, ...steps(1), read('deployPrevious'), ...steps(1)).state).toBe('verifying.watching');
  });

  test('going wrong leads to the dump, with a second person again', () => {
    const wrong = [...applying, ada('step.fail', { reason: 'ERROR: column "total" already exists' })];
    expect(walk({}, ...wrong).state).toBe('schemaMistake.scriptWasWrong.restoreDump');
    expect(walk({}, ...wrong, ada('step.request')).snapshot.can(ada('step.approve'))).toBe(false);
    expect(walk({}, ...wrong, ...TWO_PEOPLE, ...steps(1)).state).toBe('verifying.watching');
  });

  test('with a dump that is corrupt is a disaster', () => {
    const corrupt = ada('step.fail', { reason: 'pg_restore: truncated' });
    const events = [...applying, ada('step.fail', { reason: 'wrong' }), ada('step.request'), bob('step.approve'), corrupt];
    expect(walk({}, ...events).state).toBe('catastrophic.awaitingDeclaration');
    const declared = walk({}, ...events, ada('disaster.declare'), bob('disaster.approve'));
    expect(declared.snapshot.context).toMatchObject({ class: 'catastrophic', path: 'disaster recovery' });
  });
});

describe('a migration that is stuck', () => {
  const facts = gathered([...APP_BUG, fact('database.free', 'contradicts', 'A migration is stuck: session 8055 wants a lock.')]);
  const found = [facts, ada('data.reportIntact')];

  test('is recommended as the fault, whatever else is known, and its path is the first', () => {
    const { state, snapshot } = walk({}, ...found);
    expect(state).toBe('classifying.recommending');
    expect(recommend(snapshot.context)).toEqual({
      kind: 'class',
      class: 'schema mistake',
      reasons: ['A migration is stuck: session 8055 wants a lock.'],
    });
    const offered = choices(walk({}, ...found, ada('class.confirm')).snapshot).filter(({ intent }) => intent.type === 'path.choose');
    expect(offered.map(({ label, weight }) => `${weight}: ${label}`)).toEqual([
      'primary: Stop a stuck migration',
      'ordinary: Forward-fix the schema',
      'ordinary: Re-point, if it is compatible',
      'ordinary: Apply rollback.sql',
    ]);
  });

  const stopped = [choose('stop a stuck migration'), ...steps(1), ...TWO_PEOPLE, read('stopMigration')];

  test('is stopped by two people, and then the proof of recovery begins: nothing is asked about the schema', () => {
    const events = [...found, ada('class.confirm'), ...stopped, ...steps(1)];
    const { state, asked } = walk({}, ...events);
    expect(state).toBe('verifying.watching');
    expect(asked).toContain('lookAtRecovery');
    expect(walk({}, ...events, looked('recovered')).state).toBe('makingDurable.afterStuckMigration.mendMigration');
  });

  test('that left half of itself behind leads back to the choice', () => {
    const half = [...found, ada('class.confirm'), ...stopped, ada('step.fail', { reason: 'one of two columns is there' })];
    const { state, snapshot } = walk({}, ...half);
    expect(state).toBe('schemaMistake.choosing');
    expect(snapshot.context.why).toBe('one of two columns is there');
    expect(walk({}, ...half, choose('forward-fix')).state).toBe('schemaMistake.forwardFix.identifyChange');
  });

  test('that nobody could look for changes nothing', () => {
    for (const verdict of ['inconclusive', 'unavailable', 'supports'] as const) {
      const { snapshot } = walk({}, gathered([...APP_BUG, fact('database.free', verdict)]), ada('data.reportIntact'));
      expect(recommend(snapshot.context)).toMatchObject({ kind: 'class', class: 'app bug' });
    }
  });
});

describe('a way that this incident does not have', () => {
  const offered = (...evidence: Parameters<typeof gathered>[0][number][]) => {
    const { snapshot } = walk({}, gathered([...SCHEMA_MISTAKE, ...evidence]), ada('data.reportIntact'), ada('class.confirm'));
    return choices(snapshot).flatMap(({ intent }) => (intent.type === 'path.choose' ? [intent.path] : []));
  };

  test('stopping a migration is not offered where none is stuck, and is where nobody could look', () => {
    expect(offered(fact('database.free', 'supports'))).toEqual(['forward-fix', 'compatible re-point', 'rollback.sql']);
    expect(offered(fact('database.free', 'unavailable'))).toContain('stop a stuck migration');
  });

  test('rollback.sql is not offered where the migrations came without one, and is where nobody looked for it', () => {
    const judged = (fix: SchemaDetails['fix']) => ({ ...fact('schema.fits', 'contradicts'), details: { ...DETAILS, fix, down: null } });
    expect(offered(judged({ kind: 'none', why: 'No statement.', uncovered: [] }))).not.toContain('rollback.sql');
    expect(offered(judged(null))).toContain('rollback.sql');
  });
});
