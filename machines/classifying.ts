import { and, assign } from 'xstate';
import { keepJudged } from './late-schema.ts';
import { newestAnswer } from './newest-answer.ts';
import { recommend } from './recommend.ts';
import { tree } from './tree.ts';

/** Takes back the newest answer, so that its question is asked again. */
const forgetNewestAnswer = tree.createAction(
  assign(({ context }) => {
    const newest = newestAnswer(context);
    if (newest === undefined) return {};
    return { answers: { ...context.answers, [newest]: null }, asked: context.asked.filter((question) => question !== newest) };
  }),
);

/** Which of the two went wrong? Facts answer first; at most three questions are left for a person; a person has the last word. */
export const classifying = tree.createStateConfig({
  id: 'classifying',
  initial: 'weighing',
  on: {
    'facts.refresh': '#assessing',
    'schema.judged': [
      { guard: and(['itIsAboutTheTarget', 'itChangesNothing']), actions: keepJudged },
      { guard: 'itIsAboutTheTarget', target: '.weighing', actions: [...keepJudged, 'newTurn'] },
      {},
    ],
  },
  states: {
    weighing: {
      meta: { title: 'Weighing', says: 'Weighing what was found.', waitsFor: 'bot' },
      always: [
        { guard: { type: 'somethingIsUnanswered', params: { question: 'data' } }, target: 'askingAboutData' },
        { guard: { type: 'somethingIsUnanswered', params: { question: 'serving' } }, target: 'askingAboutServing' },
        { guard: { type: 'somethingIsUnanswered', params: { question: 'errors' } }, target: 'askingAboutErrors' },
        { guard: { type: 'somethingIsUnanswered', params: { question: 'schema' } }, target: 'askingAboutSchema' },
        { target: 'recommending' },
      ],
    },
    askingAboutData: {
      meta: {
        title: 'Is any data lost or corrupt, or is the database or region down?',
        says: 'Also answer yes if the previous code can no longer be built or deployed. Rolling code back helps with none of these.',
        waitsFor: 'person',
        manual: 'askingAboutData',
      },
      on: {
        'data.reportIntact': { target: 'weighing', actions: { type: 'answer', params: { data: 'intact' } } },
        'data.reportLost': { target: 'weighing', actions: { type: 'answer', params: { data: 'lost' } } },
        'question.back': { guard: 'aQuestionWasAnswered', target: 'weighing', actions: forgetNewestAnswer },
      },
    },
    askingAboutServing: {
      meta: {
        title: 'Is the suspected deploy serving production?',
        says: 'Its cutover is finished, or its migration has been applied.',
        waitsFor: 'person',
        manual: 'askingAboutServing',
      },
      on: {
        'serving.reportYes': { target: 'weighing', actions: { type: 'answer', params: { serving: 'yes' } } },
        'serving.reportNo': { target: 'weighing', actions: { type: 'answer', params: { serving: 'no' } } },
        'question.back': { guard: 'aQuestionWasAnswered', target: 'weighing', actions: forgetNewestAnswer },
      },
    },
    askingAboutErrors: {
      meta: {
        title: 'Did the errors begin with this deploy?',
        says: 'If they are older, or the release before had them too, going back changes nothing.',
        waitsFor: 'person',
        manual: 'askingAboutErrors',
      },
      on: {
        'errors.reportBegan': { target: 'weighing', actions: { type: 'answer', params: { errors: 'began' } } },
        'errors.reportBefore': { target: 'weighing', actions: { type: 'answer', params: { errors: 'before' } } },
        'question.back': { guard: 'aQuestionWasAnswered', target: 'weighing', actions: forgetNewestAnswer },
      },
    },
    askingAboutSchema: {
      meta: {
        title: 'Would the old code run on today’s schema?',
        says: 'If you are not sure, answer no: code that does not fit the schema is a second outage.',
        waitsFor: 'person',
        manual: 'askingAboutSchema',
      },
      on: {
        'schema.reportFits': { target: 'weighing', actions: { type: 'answer', params: { schema: 'fits' } } },
        'schema.reportBroken': { target: 'weighing', actions: { type: 'answer', params: { schema: 'broken' } } },
        'question.back': { guard: 'aQuestionWasAnswered', target: 'weighing', actions: forgetNewestAnswer },
      },
    },
    recommending: {
      meta: {
        title: 'This is what it looks like',
        says: 'Confirm it, or say what it is instead and why.',
        waitsFor: 'person',
        manual: 'recommending',
      },
      on: {
        'class.confirm': {
          target: '#classified',
          actions: assign(({ context }) => {
            const recommended = recommend(context);
            return { class: recommended.kind === 'class' ? recommended.class : null, override: null, path: null };
          }),
        },
        'class.override': {
          target: '#classified',
          actions: assign(({ context, event }) => {
            const recommended = recommend(context);
            const from = recommended.kind === 'class' ? recommended.class : null;
            return { class: event.class, override: { from, by: event.by, reason: event.reason }, path: null };
          }),
        },
        'question.back': { guard: 'aQuestionWasAnswered', target: 'weighing', actions: forgetNewestAnswer },
      },
    },
  },
});

/** Where each class leads. The last line is the exit that touches nothing. */
export const classified = tree.createStateConfig({
  id: 'classified',
  meta: { title: 'Classified', says: 'Choosing the way.', waitsFor: 'bot' },
  always: [
    { guard: { type: 'theClassIs', params: { name: 'app bug' } }, target: '#appBug' },
    { guard: { type: 'theClassIs', params: { name: 'schema mistake' } }, target: '#schemaMistake' },
    { guard: { type: 'theClassIs', params: { name: 'catastrophic' } }, target: '#catastrophic' },
    { guard: { type: 'theClassIs', params: { name: 'not live yet' } }, target: '#notLiveYet' },
    { target: '#notTheDeploy' },
  ],
});
