import { assign } from 'xstate';
import { undo } from './confirmed-move.ts';
import { procedure } from './procedure.ts';
import { sayAutoAssignment } from './say-auto-assignment.ts';
import { tree } from './tree.ts';

/** What is set here is set on purpose, so nobody is warned of it and nobody is asked to take it back. */
const ownDoing = { 'production.watched': { actions: 'keepWatched' }, 'autoAssignment.turnOff': {} } as const;

/** Recovered is not durable: the bad commit may still be the tip of main, and settings are still as the incident left them. */
export const makingDurable = tree.createStateConfig({
  id: 'recovered',
  initial: 'choosing',
  states: {
    choosing: {
      meta: { title: 'Recovered', says: 'Now make it durable.', waitsFor: 'bot' },
      always: [
        { guard: 'thePathLeftOldCodeOnMain', target: 'afterNewGeneration' },
        { guard: 'theSchemaWasFixed', target: 'afterSchemaFix' },
        { guard: 'theRePointWasUndone', target: 'restoringAutoAssignment' },
        { guard: 'aDrillLeftProductionBack', target: 'endingTheDrill' },
        { guard: 'theRePointStands', target: 'afterRePoint' },
        { target: 'afterOther' },
      ],
    },
    endingTheDrill: {
      meta: {
        title: 'Rehearsed: now go forward again',
        says: 'Production is still on the old code. Going forward puts back what served before the drill.',
        waitsFor: 'person',
        manual: 'promote',
      },
      on: { 'undo.confirm': { target: '#moving', actions: assign(({ context, event }) => undo(context, event)) } },
    },
    afterRePoint: {
      id: 'afterRePoint',
      initial: 'mergeRevert',
      states: procedure(
        'making the re-point durable',
        [
          {
            id: 'mergeRevert',
            title: 'Merge a pull request that reverts the bad commit',
            says: 'The bad commit is still the tip of main: the next merge would ship it again.',
          },
          {
            id: 'verifyNewBuild',
            title: 'Verify the new build on its own URL',
            says: 'It is staged, because new builds do not get the production domains now. Open the failing pages on its own URL.',
          },
          {
            id: 'smokeTest',
            title: 'Smoke-test production',
            says: 'Then the bot puts auto-assignment back to what it was. The staged build goes live when you promote it, or with the next merge.',
          },
        ],
        { back: '#afterRePoint', done: '#restoringAutoAssignment', failed: '#afterRePoint' },
      ),
    },
    afterNewGeneration: {
      id: 'afterNewGeneration',
      initial: 'revertForGood',
      states: procedure(
        'making the new generation durable',
        [
          {
            id: 'revertForGood',
            title: 'Fix or revert the bad commit on main',
            says: 'Production runs the prior code under a new tag; main still has the bug.',
          },
          {
            id: 'annotateRelease',
            title: 'Annotate the release',
            says: 'Mark the bad release as pre-release, or attach a note with the tag, the generations and the class.',
          },
        ],
        { back: '#afterNewGeneration', done: '#restoringAutoAssignment', failed: '#afterNewGeneration' },
      ),
    },
    afterSchemaFix: {
      id: 'afterSchemaFix',
      initial: 'landMigration',
      states: procedure(
        'making the schema fix durable',
        [
          {
            id: 'landMigration',
            title: 'Land the same migration on main',
            says: 'The file on main, the migrations table and the schema must say the same, or the next deploy fails.',
          },
          {
            id: 'nameTheGap',
            title: 'Write down how it got through',
            says: 'Which check would have caught the migration before it shipped? A post-mortem is required after rollback.sql.',
          },
        ],
        { back: '#afterSchemaFix', done: '#schemaLanded', failed: '#afterSchemaFix' },
      ),
    },
    schemaLanded: {
      id: 'schemaLanded',
      meta: { title: 'The schema fix is durable', says: 'If production was re-pointed as well, that is next.', waitsFor: 'bot' },
      always: [{ guard: 'theRePointStands', target: 'afterRePoint' }, { target: 'restoringAutoAssignment' }],
    },
    afterOther: {
      id: 'afterOther',
      initial: 'resumeNormal',
      states: procedure(
        'making it durable',
        [
          {
            id: 'resumeNormal',
            title: 'Put everything back to normal',
            says: 'Writes resumed, the release annotated, the gap in the doctrine written down, stakeholders told.',
          },
        ],
        { back: '#afterOther', done: '#restoringAutoAssignment', failed: '#afterOther' },
      ),
    },
    restoringAutoAssignment: {
      id: 'restoringAutoAssignment',
      meta: {
        title: 'Putting auto-assignment back',
        says: 'New builds get the production domains again only if they did before the incident.',
        waitsFor: 'bot',
        manual: 'autoAssignment',
      },
      entry: {
        type: 'setAutoAssignment',
        params: ({ context }) => ({ service: context.service, to: context.autoAssignment.original, restores: true, by: context.owner }),
      },
      on: {
        ...ownDoing,
        'autoAssignment.observed': [
          { guard: ({ event }) => event.restored, target: '#closing', actions: ['keepAutoAssignment', sayAutoAssignment] },
          { guard: 'nothingWasMoved', target: '#closing', actions: ['keepAutoAssignment', sayAutoAssignment] },
          { target: 'autoAssignmentDiffers', actions: ['keepAutoAssignment', sayAutoAssignment] },
        ],
      },
    },
    autoAssignmentDiffers: {
      meta: {
        title: 'Auto-assignment is not as it was',
        says: 'The bot could not put it back. Set it on the platform, then look again; or close the incident as it is.',
        waitsFor: 'person',
        manual: 'autoAssignment',
      },
      on: { ...ownDoing, 'look.again': 'restoringAutoAssignment', 'incident.close': '#closing' },
    },
  },
});
