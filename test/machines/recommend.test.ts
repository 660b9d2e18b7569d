import { describe, expect, test } from 'vitest';
import type { Evidence, EvidenceKind, Verdict } from '#domain/evidence.ts';
import type { Answers } from '#machines/context.ts';
import type { Mode } from '#domain/service.ts';
import { recommend, type Question, type Recommendation } from '#machines/recommend.ts';
import { fact } from '#test/support/walk.ts';

interface Case {
  readonly given: string;
  readonly facts?: Partial<Record<EvidenceKind, Verdict>>;
  readonly answers?: Partial<Answers>;
  readonly mode?: Mode;
  readonly is: string;
}

/** The data question is answered and the deploy is to blame; only the schema is left. */
const BLAMED = { 'deploy.serving': 'supports', 'errors.began': 'supports', 'target.clean': 'supports' } as const;
const INTACT = { data: 'intact' } as const;

const CASES: readonly Case[] = [
  { given: 'nothing is known', is: 'asks data' },
  { given: 'everything but the data is known', facts: { ...BLAMED, 'schema.fits': 'supports' }, is: 'asks data' },
  { given: 'the data fact is unavailable', facts: { 'data.intact': 'unavailable' }, is: 'asks data' },
  { given: 'the data fact is inconclusive', facts: { 'data.intact': 'inconclusive' }, is: 'asks data' },
  { given: 'the database is down', facts: { ...BLAMED, 'schema.fits': 'supports', 'data.intact': 'contradicts' }, is: 'catastrophic' },
  { given: 'a person says that data is lost', answers: { data: 'lost' }, is: 'catastrophic' },
  {
    given: 'data is lost, whatever a person said before',
    facts: { 'data.intact': 'contradicts' },
    answers: { data: 'intact' },
    is: 'catastrophic',
  },
  {
    given: 'a migration is stuck, before anything is asked about the deploy',
    facts: { 'database.free': 'contradicts' },
    answers: INTACT,
    is: 'schema mistake',
  },
  {
    given: 'a migration is stuck and data is lost',
    facts: { 'database.free': 'contradicts' },
    answers: { data: 'lost' },
    is: 'catastrophic',
  },
  { given: 'a migration may be running', facts: { 'database.free': 'inconclusive' }, answers: INTACT, is: 'asks serving' },
  { given: 'nobody could look at the database', facts: { 'database.free': 'unavailable' }, answers: INTACT, is: 'asks serving' },
  { given: 'data is intact and nothing else is known', answers: INTACT, is: 'asks serving' },
  { given: 'a fact says that data is intact', facts: { 'data.intact': 'supports' }, is: 'asks serving' },
  { given: 'serving is unavailable', facts: { 'deploy.serving': 'unavailable' }, answers: INTACT, is: 'asks serving' },
  { given: 'serving is inconclusive', facts: { 'deploy.serving': 'inconclusive' }, answers: INTACT, is: 'asks serving' },
  { given: 'the deploy does not serve', facts: { 'deploy.serving': 'contradicts' }, answers: INTACT, is: 'not live yet' },
  { given: 'a person says that it does not serve', answers: { ...INTACT, serving: 'no' }, is: 'not live yet' },
  {
    given: 'a fact says that it serves, against a person',
    facts: { 'deploy.serving': 'supports' },
    answers: { ...INTACT, serving: 'no' },
    is: 'asks errors',
  },
  { given: 'errors are unavailable', facts: { ...BLAMED, 'errors.began': 'unavailable' }, answers: INTACT, is: 'asks errors' },
  { given: 'errors are inconclusive', facts: { ...BLAMED, 'errors.began': 'inconclusive' }, answers: INTACT, is: 'asks errors' },
  { given: 'the errors are older', facts: { ...BLAMED, 'errors.began': 'contradicts' }, answers: INTACT, is: 'not the deploy' },
  { given: 'the target had the errors too', facts: { ...BLAMED, 'target.clean': 'contradicts' }, answers: INTACT, is: 'not the deploy' },
  { given: 'a person says that the errors are older', answers: { ...INTACT, serving: 'yes', errors: 'before' }, is: 'not the deploy' },
  { given: 'the schema is not known', facts: BLAMED, answers: INTACT, is: 'asks schema' },
  { given: 'the schema is unavailable', facts: { ...BLAMED, 'schema.fits': 'unavailable' }, answers: INTACT, is: 'asks schema' },
  { given: 'the schema is inconclusive', facts: { ...BLAMED, 'schema.fits': 'inconclusive' }, answers: INTACT, is: 'asks schema' },
  { given: 'only the probe is good', facts: { ...BLAMED, 'target.answers': 'supports' }, answers: INTACT, is: 'asks schema' },
  { given: 'the old code fits', facts: { ...BLAMED, 'schema.fits': 'supports' }, answers: INTACT, is: 'app bug' },
  { given: 'a person says that the old code fits', facts: BLAMED, answers: { ...INTACT, schema: 'fits' }, is: 'app bug' },
  {
    given: 'the target fails on its own URL',
    facts: { ...BLAMED, 'schema.fits': 'supports', 'target.answers': 'contradicts' },
    answers: INTACT,
    is: 'schema mistake',
  },
  { given: 'the migrations clash', facts: { ...BLAMED, 'schema.fits': 'contradicts' }, answers: INTACT, is: 'schema mistake' },
  { given: 'a person is not sure about the schema', facts: BLAMED, answers: { ...INTACT, schema: 'broken' }, is: 'schema mistake' },
  {
    given: 'going back was tried and had to be undone',
    facts: { ...BLAMED, 'schema.fits': 'supports', 'target.answers': 'supports' },
    answers: { ...INTACT, schema: 'failed' },
    is: 'schema mistake',
  },
  { given: 'three questions are used up', answers: { ...INTACT, serving: 'yes', errors: 'began' }, is: 'schema mistake' },
  {
    given: 'three questions are used up and the facts fit',
    facts: { 'schema.fits': 'supports' },
    answers: { ...INTACT, serving: 'yes', errors: 'began' },
    is: 'app bug',
  },
  {
    given: 'it is a drill without errors',
    facts: { 'deploy.serving': 'supports', 'errors.began': 'contradicts', 'schema.fits': 'supports' },
    answers: INTACT,
    mode: 'drill',
    is: 'app bug',
  },
  { given: 'it is a drill and nothing else is known', mode: 'drill', answers: { ...INTACT, serving: 'yes' }, is: 'asks schema' },
  { given: 'it is a drill and the database is down', mode: 'drill', facts: { 'data.intact': 'contradicts' }, is: 'catastrophic' },
  {
    given: 'it is a drill of a deploy that does not serve',
    mode: 'drill',
    facts: { 'deploy.serving': 'contradicts' },
    answers: INTACT,
    is: 'not live yet',
  },
];

describe('what the bot asks or recommends', () => {
  for (const { given, facts = {}, answers = {}, mode = 'live', is } of CASES) {
    test(`${given} → ${is}`, () => {
      expect(inShort(recommend(known(facts, answers, mode)))).toBe(is);
    });
  }

  test('every class can be recommended', () => {
    expect(new Set(CASES.map(({ is }) => is).filter((is) => !is.startsWith('asks')))).toEqual(
      new Set(['app bug', 'schema mistake', 'catastrophic', 'not live yet', 'not the deploy']),
    );
  });

  test('the reasons are the sentences of the facts', () => {
    expect(recommend(known({ ...BLAMED, 'schema.fits': 'supports' }, INTACT, 'live'))).toEqual({
      kind: 'class',
      class: 'app bug',
      reasons: ['errors.began supports', 'target.clean supports', 'schema.fits supports'],
    });
  });

  test('a schema that stays unknown is said to be unknown, not broken', () => {
    expect(recommend(known({ 'schema.fits': 'unavailable' }, { ...INTACT, serving: 'yes', errors: 'began' }, 'live'))).toEqual({
      kind: 'class',
      class: 'schema mistake',
      reasons: ['schema.fits unavailable Unknown is treated as unsafe.'],
    });
  });
});

const QUESTIONS: readonly Question[] = ['data', 'serving', 'errors', 'schema'];

describe('at most three questions, in whatever order facts go missing', () => {
  for (const missing of QUESTIONS) {
    test(`with all but ${missing} asked, nothing more is asked`, () => {
      const asked = QUESTIONS.filter((question) => question !== missing);
      const all: Answers = { data: 'intact', serving: 'yes', errors: 'began', schema: 'fits' };
      expect(recommend({ evidence: {}, answers: { ...all, [missing]: null }, asked, mode: 'live' }).kind).toBe('class');
    });
  }

  test('what is still unknown then is taken as the worse of the two answers', () => {
    const all: Answers = { data: 'intact', serving: 'yes', errors: 'began', schema: 'broken' };
    const classes = QUESTIONS.map((missing) =>
      inShort(
        recommend({
          evidence: {},
          answers: { ...all, [missing]: null },
          asked: QUESTIONS.filter((question) => question !== missing),
          mode: 'live',
        }),
      ),
    );
    expect(classes).toEqual(['catastrophic', 'schema mistake', 'schema mistake', 'schema mistake']);
  });
});

function known(facts: Partial<Record<EvidenceKind, Verdict>>, answers: Partial<Answers>, mode: Mode) {
  const evidence: Partial<Record<EvidenceKind, Evidence>> = Object.fromEntries(
    (Object.entries(facts) as [EvidenceKind, Verdict][]).map(([kind, verdict]) => [kind, fact(kind, verdict)]),
  );
  const said: Answers = { data: null, serving: null, errors: null, schema: null, ...answers };
  return { evidence, answers: said, asked: QUESTIONS.filter((question) => said[question] !== null), mode };
}

function inShort(found: Recommendation): string {
  return found.kind === 'ask' ? `asks ${found.question}` : found.class;
}
