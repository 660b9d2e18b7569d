import { describe, expect, test } from 'vitest';
import { APP_BUG, fact, gathered, walk } from '#test/support/walk.ts';
import { ada, bob, looked, steps, TWO_PEOPLE } from './events.ts';

const AWAITING = [gathered([...APP_BUG, fact('data.intact', 'contradicts', 'The database does not answer.')]), ada('class.confirm')];
const DECLARED = [...AWAITING, ada('disaster.declare'), bob('disaster.approve')];

describe('a catastrophe', () => {
  test('is recommended without a question when the database is down', () => {
    expect(walk({}, ...AWAITING).state).toBe('catastrophic.awaitingDeclaration');
  });

  test('is declared by two different people', () => {
    const one = walk({}, ...AWAITING, ada('disaster.declare'));
    expect(one.state).toBe('catastrophic.awaitingSecondDeclaration');
    expect(one.snapshot.can(ada('disaster.approve'))).toBe(false);
    expect(walk({}, ...DECLARED).state).toBe('catastrophic.recovering.pageEverybody');
  });

  test('preserves what is there before it restores, and restores and switches only with a second person', () => {
    expect(walk({}, ...DECLARED, ...steps(4)).state).toBe('catastrophic.recovering.restoreToAPoint');
    expect(walk({}, ...DECLARED, ...steps(4)).snapshot.can(ada('step.confirm'))).toBe(false);
    const restored = [...DECLARED, ...steps(4), ...TWO_PEOPLE, ...steps(1)];
    expect(walk({}, ...restored).state).toBe('catastrophic.recovering.switchOver');
    expect(walk({}, ...restored, ...TWO_PEOPLE, ...steps(1)).state).toBe('verifying.watching');
  });

  test('ends with everything back to normal', () => {
    const recovered = [...DECLARED, ...steps(4), ...TWO_PEOPLE, ...steps(1), ...TWO_PEOPLE, ...steps(1), looked('recovered')];
    expect(walk({}, ...recovered).state).toBe('makingDurable.afterRestore.holdDeploys');
    expect(walk({}, ...recovered, ...steps(3)).state).toBe('makingDurable.afterRestore.resumeNormal');
    expect(walk({}, ...recovered, ...steps(4)).state).toBe('makingDurable.restoringAutoAssignment');
  });

  test('can be taken back before the second person agrees', () => {
    expect(walk({}, ...AWAITING, ada('disaster.declare'), ada('question.back')).state).toBe('catastrophic.awaitingDeclaration');
    expect(walk({}, ...AWAITING, ada('class.reconsider')).state).toBe('classifying.recommending');
  });
});
