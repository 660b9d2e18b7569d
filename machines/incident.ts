import { assign } from 'xstate';
import { appBug } from './app-bug.ts';
import { assessing } from './assessing.ts';
import { catastrophic } from './catastrophic.ts';
import { classified, classifying } from './classifying.ts';
import { initialContext, type IncidentContext } from './context.ts';
import { notLiveYet, notTheDeploy } from './exits.ts';
import { keptAndTold } from './late-schema.ts';
import { sayLeftOpen } from './leaving.ts';
import { makingDurable } from './making-durable.ts';
import { recoveryQuestion } from './recovery-question.ts';
import { rePoint } from './re-point.ts';
import { recovering } from './recovering.ts';
import { sayFix } from './propose-fix.ts';
import { sayAutoAssignment } from './say-auto-assignment.ts';
import { schemaMistake } from './schema-mistake.ts';
import { staging } from './staging.ts';
import { tree } from './tree.ts';
import { verifying } from './verifying.ts';
import { writesStillOff } from './writes-still-off.ts';

const timeline = [
  { type: 'stopTimer', params: { name: 'watch' } },
  { type: 'say', params: ({ context }: { context: IncidentContext }) => ({ what: 'closing' as const, steps: context.steps }) },
] as const;

/** What is left open is said before the timeline. */
function lastWords<Target extends string>(target: Target) {
  return [
    { guard: 'somethingIsLeftOpen' as const, target, actions: [sayLeftOpen, ...timeline] },
    { target, actions: [...timeline] },
  ];
}

/** One incident: one walk down the decision tree for one service in one environment. */
export const incident = tree.createMachine({
  id: 'incident',
  context: ({ input }) => initialContext(input),
  initial: 'declared',
  on: {
    'watch.due': {
      actions: [
        {
          type: 'watchProduction',
          params: ({ context }) => ({
            incident: context.incident,
            service: context.service,
            heartbeat: (context.heartbeats[0]?.number ?? 0) + 1,
          }),
        },
        { type: 'startTimer', params: ({ context }) => ({ name: 'watch', afterMs: context.cadence.watch, event: { type: 'watch.due' } }) },
      ],
    },
    'production.watched': [
      {
        guard: 'somebodyTurnedAutoAssignmentOn',
        actions: ['keepWatched', { type: 'say', params: { what: 'auto-assignment turned on' } }],
      },
      { actions: 'keepWatched' },
    ],
    'autoAssignment.observed': { actions: ['keepAutoAssignment', sayAutoAssignment] },
    'autoAssignment.turnOff': {
      guard: 'autoAssignmentIsOnDuringARollback',
      actions: [
        assign({ autoAssignment: ({ context }) => ({ ...context.autoAssignment, now: 'unknown' as const }) }),
        {
          type: 'setAutoAssignment',
          params: ({ context, event }) => ({ service: context.service, to: 'off', restores: false, by: event.by }),
        },
      ],
    },
    'release.marked': { actions: { type: 'say', params: ({ event }) => ({ what: 'release marked', summary: event.summary }) } },
    'schema.judged': keptAndTold,
    'fix.proposed': [
      { guard: 'itIsAboutTheTarget', actions: [{ type: 'keepEvidence', params: ({ event }) => ({ evidence: event.evidence }) }, sayFix] },
      { actions: sayFix },
    ],
    'note.add': { actions: { type: 'say', params: ({ event }) => ({ what: 'note', by: event.by, text: event.text }) } },
    'incident.handOver': {
      actions: [
        assign({ owner: ({ event }) => event.to }),
        { type: 'say', params: ({ event }) => ({ what: 'hand-over', by: event.by, to: event.to }) },
      ],
    },
    'incident.cancel': [
      {
        guard: 'writesAreOff',
        target: '#writesStillOff.cancelling',
        actions: { type: 'explain', params: ({ event }) => ({ why: event.reason }) },
      },
      { target: '#cancelling', actions: { type: 'explain', params: ({ event }) => ({ why: event.reason }) } },
    ],
  },
  states: {
    declared: {
      meta: { title: 'Declared', says: 'Starting.', waitsFor: 'bot' },
      always: [
        { guard: 'inDevelopment', target: 'recreating' },
        { guard: 'inStaging', target: 'staging' },
        {
          target: 'assessing',
          actions: { type: 'startTimer', params: { name: 'watch', afterMs: 0, event: { type: 'watch.due' } } },
        },
      ],
    },
    recreating: {
      meta: {
        title: 'Development: recreate the database and run the migrations again',
        says: 'Nothing here is worth a recovery. The bot stops here.',
        waitsFor: 'bot',
        manual: 'recreateDatabase',
      },
      always: { target: 'ending' },
    },
    staging,
    assessing,
    classifying,
    classified,
    notLiveYet,
    notTheDeploy,
    appBug,
    rePoint,
    schemaMistake,
    catastrophic,
    recovering,
    verifying,
    makingDurable,
    closing: {
      id: 'closing',
      meta: { title: 'Closing', says: 'Looking whether writes are on.', waitsFor: 'bot' },
      always: [{ guard: 'writesAreOff', target: '#writesStillOff' }, { target: 'ending' }],
    },
    writesStillOff,
    ending: {
      id: 'ending',
      entry: 'nameOutcome',
      meta: { title: 'Closing', says: 'Writing the timeline.', waitsFor: 'bot' },
      always: lastWords('#lookingOn'),
    },
    lookingOn: {
      id: 'lookingOn',
      meta: { title: 'Closing', says: 'What recovered may relapse.', waitsFor: 'bot' },
      always: [
        {
          guard: 'itMayRelapse',
          target: 'closed',
          actions: {
            type: 'watchClosed',
            params: ({ context, event }) => ({ question: recoveryQuestion(context), closedAt: event.at }),
          },
        },
        { target: 'closed' },
      ],
    },
    cancelling: {
      id: 'cancelling',
      entry: { type: 'end', params: { outcome: 'cancelled' } },
      meta: { title: 'Cancelling', says: 'Writing the timeline.', waitsFor: 'bot' },
      always: lastWords('#closed'),
    },
    closed: { id: 'closed', type: 'final', meta: { title: 'Closed', says: 'The timeline is in the thread.', waitsFor: 'nobody' } },
  },
});
