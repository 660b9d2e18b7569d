import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#machines/events.ts';
import { recommend } from '#machines/recommend.ts';
import { DETAILS } from '#test/support/schema-details.ts';
import { APP_BUG, CONTRACT, DUAL_READ, fact, gathered, PLAN, SCHEMA_MISTAKE, walk } from '#test/support/walk.ts';
import { ada, bob, choose } from './events.ts';

const LATE: IncidentEvent = {
  ...gathered([...APP_BUG.filter(({ kind }) => kind !== 'schema.fits'), fact('schema.fits', 'inconclusive', 'Still being judged.')]),
  schemaIsLate: true,
} as IncidentEvent;

function judged(verdict: 'supports' | 'contradicts' | 'unavailable', target = DUAL_READ.id): IncidentEvent {
  return { type: 'schema.judged', at: 2_002_000, target, evidence: [fact('schema.fits', verdict)] };
}

const OVERRIDE = ada('class.override', { class: 'app bug', reason: 'I saw the diff' });

describe('a verdict on the schema that is not in with the other facts', () => {
  test('is asked for once more, while the first question is asked', () => {
    const { state, asked } = walk({}, LATE);
    expect(state).toBe('classifying.askingAboutData');
    expect(asked).toContain('judgeSchema');
    expect(walk({}, gathered(APP_BUG)).asked).not.toContain('judgeSchema');
  });

  test('is told, and takes the place of its question', () => {
    const { state, asked, snapshot } = walk({}, LATE, ada('data.reportIntact'), judged('contradicts'));
    expect({ state, asked }).toEqual({ state: 'classifying.recommending', asked: ['say', 'newTurn'] });
    expect(recommend(snapshot.context)).toMatchObject({ kind: 'class', class: 'schema mistake' });
  });

  test('does not take back the first question, and is weighed after it', () => {
    const { state } = walk({}, LATE, judged('supports'));
    expect(state).toBe('classifying.askingAboutData');
    expect(walk({}, LATE, judged('supports'), ada('data.reportIntact')).state).toBe('classifying.recommending');
  });

  test('that could not be had leaves the question to a person', () => {
    expect(walk({}, LATE, ada('data.reportIntact'), judged('unavailable')).state).toBe('classifying.askingAboutSchema');
  });

  test('makes the buttons of a recommendation out of date: another class may be recommended now', () => {
    const events = [LATE, ada('data.reportIntact'), ada('schema.reportFits')];
    const before = walk({}, ...events);
    expect(recommend(before.snapshot.context)).toMatchObject({ class: 'app bug' });
    const after = walk({}, ...events, judged('contradicts'));
    expect({ before: before.state, after: after.state }).toEqual({ before: 'classifying.recommending', after: 'classifying.recommending' });
    expect(recommend(after.snapshot.context)).toMatchObject({ class: 'schema mistake' });
    expect(after.asked).toContain('newTurn');
  });

  test('leaves the buttons as they are where the same is recommended or asked with it', () => {
    const recommended = walk({}, LATE, ada('data.reportIntact'), ada('schema.reportFits'), judged('supports'));
    expect({ state: recommended.state, asked: recommended.asked }).toEqual({ state: 'classifying.recommending', asked: ['say'] });
    expect(walk({}, LATE, judged('contradicts')).asked).toEqual(['say']);
  });

  test('takes the confirmation of a re-point away', () => {
    const confirming = [LATE, ada('data.reportIntact'), ada('schema.reportFits'), ada('class.confirm')];
    expect(walk({}, ...confirming).state).toBe('rePoint.confirming');
    expect(walk({}, ...confirming, judged('contradicts')).state).toBe('rePoint.refused');
  });

  test('says the refusal anew with what it found, and leaves its buttons as they are: whoever breaks the glass on the way is heard', () => {
    const refused = [
      gathered(SCHEMA_MISTAKE),
      ada('data.reportIntact'),
      ada('class.confirm'),
      ada('path.choose', { path: 'compatible re-point' }),
    ];
    const after = walk({}, ...refused, judged('contradicts'));
    expect({ state: after.state, asked: after.asked }).toEqual({ state: 'rePoint.refused', asked: ['say', 'say'] });
  });

  test('of another target than the one that is looked at now counts for nothing', () => {
    const plan = { ...PLAN, otherTargets: [CONTRACT] };
    const { snapshot } = walk({}, { ...LATE, plan } as IncidentEvent, ada('data.reportIntact'));
    expect(snapshot.can(judged('supports', 'dpl_somethingelse'))).toBe(false);
  });

  test('that comes when production is moving already is kept and told, and stops nothing', () => {
    const events = [
      LATE,
      ada('data.reportIntact'),
      ada('schema.reportFits'),
      ada('class.confirm'),
      ada('move.confirm'),
      judged('contradicts'),
    ];
    const { state, asked, snapshot } = walk({}, ...events);
    expect({ state, asked }).toEqual({ state: 'recovering.moving', asked: ['say'] });
    expect(snapshot.context.evidence['schema.fits']?.verdict).toBe('contradicts');
  });

  describe('while somebody writes the forward-fix by hand', () => {
    const writing = [LATE, ada('data.reportIntact'), ada('schema.reportBroken'), ada('class.confirm'), choose('forward-fix')];
    const drafted = (target = DUAL_READ.id): IncidentEvent => {
      const found = { ...fact('schema.fits', 'contradicts'), details: DETAILS };
      return { type: 'schema.judged', at: 2_002_000, target, evidence: [found] };
    };

    test('brings the draft in, and proposes it', () => {
      expect(walk({}, ...writing).state).toBe('schemaMistake.forwardFix.identifyChange');
      const { state, asked } = walk({}, ...writing, drafted());
      expect({ state, asked }).toEqual({ state: 'schemaMistake.forwardFix.reviewFix', asked: ['say', 'newTurn', 'proposeFix'] });
      expect(walk({}, ...writing, ada('step.confirm'), drafted()).state).toBe('schemaMistake.forwardFix.reviewFix');
    });

    test('does not interrupt who tries their own on a copy already', () => {
      const { state, asked } = walk({}, ...writing, ada('step.confirm'), ada('step.confirm'), drafted());
      expect({ state, asked }).toEqual({ state: 'schemaMistake.forwardFix.tryForwardFix', asked: ['say'] });
    });

    test('without a draft is told, and nothing else', () => {
      const { state, asked } = walk({}, ...writing, judged('contradicts'));
      expect({ state, asked }).toEqual({ state: 'schemaMistake.forwardFix.identifyChange', asked: ['say'] });
    });

    test('of another target brings no draft in', () => {
      expect(walk({}, ...writing).snapshot.can(drafted('dpl_somethingelse'))).toBe(false);
    });

    test('does not bring back a draft that was turned down', () => {
      const turnedDown = [...writing, drafted(), ada('step.fail', { reason: 'it locks too long' })];
      expect(walk({}, ...turnedDown, drafted()).state).toBe('schemaMistake.forwardFix.identifyChange');
    });
  });

  test('leaves a break-glass request to the second person', () => {
    const broken = [
      LATE,
      ada('data.reportIntact'),
      ada('schema.reportBroken'),
      OVERRIDE,
      ada('glass.break', { reason: 'no traffic reads that page' }),
    ];
    expect(walk({}, ...broken, judged('contradicts')).state).toBe('rePoint.awaitingSecondPerson');
    expect(walk({}, ...broken, judged('contradicts'), bob('glass.approve')).state).toBe('recovering.moving');
  });
});
