import { readdirSync, readFileSync } from 'node:fs';
import { transition } from 'xstate';
import { describe, expect, test } from 'vitest';
import { choices, type Snapshot } from '#machines/choices.ts';
import { initialContext } from '#machines/context.ts';
import type { IncidentEvent } from '#machines/events.ts';
import { incident } from '#machines/incident.ts';
import { MACHINE_VERSION, MIGRATIONS } from '#machines/versions.ts';
import { restore } from '#src/engine/tree.ts';
import { APP_BUG, gathered, INPUT, stateName } from '#test/support/walk.ts';
import { accepted, ada, bob, choose, looked, succeeded, swapped } from './stories/events.ts';

const FOLDER = new URL('../fixtures/snapshots/', import.meta.url);

/** Snapshots as a release of that version stored them, and how each must go on. */
const STORED: readonly { readonly file: string; readonly in: string; readonly event: IncidentEvent; readonly leads: string }[] = [
  { file: 'v1-assessing.json', in: 'assessing', event: gathered(APP_BUG), leads: 'classifying.askingAboutData' },
  {
    file: 'v1-asking-about-data.json',
    in: 'classifying.askingAboutData',
    event: ada('data.reportIntact'),
    leads: 'classifying.recommending',
  },
  { file: 'v1-refused.json', in: 'rePoint.refused', event: choose('forward-fix'), leads: 'schemaMistake.forwardFix.identifyChange' },
  { file: 'v1-awaiting-second-person.json', in: 'rePoint.awaitingSecondPerson', event: bob('glass.approve'), leads: 'recovering.moving' },
  { file: 'v1-confirming.json', in: 'rePoint.confirming', event: ada('move.confirm'), leads: 'recovering.moving' },
  { file: 'v1-moving.json', in: 'recovering.moving', event: accepted, leads: 'recovering.awaitingJob' },
  { file: 'v1-unknown.json', in: 'recovering.unknown', event: accepted, leads: 'recovering.awaitingJob' },
  { file: 'v1-awaiting-job.json', in: 'recovering.awaitingJob', event: succeeded, leads: 'recovering.provingSwap' },
  { file: 'v1-proving-swap.json', in: 'recovering.provingSwap', event: swapped, leads: 'verifying.watching' },
  { file: 'v1-verifying.json', in: 'verifying.watching', event: looked('recovered'), leads: 'makingDurable.afterRePoint.mergeRevert' },
  { file: 'v1-not-recovered.json', in: 'verifying.notRecovered', event: ada('undo.confirm'), leads: 'recovering.moving' },
  { file: 'v1-undoing.json', in: 'recovering.awaitingJob', event: succeeded, leads: 'recovering.provingSwap' },
  {
    file: 'v1-approved-step.json',
    in: 'schemaMistake.forwardFix.applyForwardFixApproved',
    event: ada('step.confirm'),
    leads: 'schemaMistake.forwardFix.applyForwardFixReading',
  },
  {
    file: 'v1-making-durable.json',
    in: 'makingDurable.afterRePoint.verifyNewBuild',
    event: ada('step.confirm'),
    leads: 'makingDurable.afterRePoint.verifyNewBuildReading',
  },
  { file: 'v2-moving.json', in: 'recovering.moving', event: accepted, leads: 'recovering.awaitingJob' },
  { file: 'v2-flip-back.json', in: 'appBug.flipBack.flipRecord', event: ada('step.confirm'), leads: 'appBug.flipBack.flipRecordReading' },
  {
    file: 'v2-following-up.json',
    in: 'makingDurable.followUps.markRelease',
    event: ada('step.confirm'),
    leads: 'makingDurable.followUps.closeTheGap',
  },
];

describe('an incident that an earlier release stored', () => {
  for (const stored of STORED) {
    test(`goes on from ${stored.in} (${stored.file})`, () => {
      const snapshot = restored(stored.file);
      expect(stateName(snapshot.value)).toBe(stored.in);
      expect(snapshot.can(stored.event)).toBe(true);
      expect(choices(snapshot).map(({ intent }) => intent.type)).toContain('note.add');
      expect(stateName(transition(incident, snapshot, stored.event)[0].value)).toBe(stored.leads);
    });
  }

  test('has lost nothing', () => {
    for (const { file } of STORED) {
      const stored = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
      const migrated = { ...stored, context: { runbook: 're-point', doubt: null, ...stored.context } };
      expect(incident.getPersistedSnapshot(restored(file))).toEqual(migrated);
    }
  });

  test('knows every field that the context has now', () => {
    const fields = Object.keys(initialContext(INPUT)).toSorted();
    for (const { file } of STORED) expect({ file, fields: Object.keys(restored(file).context).toSorted() }).toEqual({ file, fields });
  });

  test('is tried for every snapshot that is kept, and for this version', () => {
    const kept = readdirSync(FOLDER);
    expect(STORED.map(({ file }) => file).toSorted()).toEqual(kept.toSorted());
    expect(kept.filter((file) => file.startsWith(`v${MACHINE_VERSION}-`)).length).toBeGreaterThan(0);
  });
});

function restored(file: string): Snapshot {
  const row = { id: file, machine_version: file.slice(1, file.indexOf('-')), snapshot: readFileSync(new URL(file, FOLDER), 'utf8') };
  return restore({ machine: incident, version: MACHINE_VERSION, migrations: MIGRATIONS }, row) as Snapshot;
}
