import { beforeAll, describe, expect, test } from 'vitest';
import { choices } from '#machines/choices.ts';
import { currentMeta } from '#machines/current-meta.ts';
import type { IncidentContext } from '#machines/context.ts';
import { schemaVerdict } from '#machines/schema-verdict.ts';
import { stateName } from '#test/support/walk.ts';
import { ADA, BOB, sent } from './explore/alphabet.ts';
import { atomicStates, branches } from './explore/branches.ts';
import { explore, type Exploration, type Visited } from './explore/explore.ts';
import { ALL_INTENTS } from './explore/intents.ts';

/** What is open nearly everywhere and leads nowhere. */
const QUIET = new Set(['note.add', 'incident.handOver', 'incident.cancel']);

let found: Exploration;
let visited: readonly Visited[];

beforeAll(() => {
  found = explore();
  visited = [...found.visited.values()];
}, 600_000);

describe('everything that can happen to an incident', { timeout: 600_000 }, () => {
  test('visits every state of the tree, apart from those that are only passed through', () => {
    const states = new Set(visited.map(({ snapshot }) => stateName(snapshot.value)));
    const restingPlaces = atomicStates().filter(({ always }) => always === undefined);
    expect(restingPlaces.map(({ path }) => path.join('.')).filter((name) => !states.has(name))).toEqual([]);
    expect(states.size).toBe(restingPlaces.length);
  });

  test('takes every line of every branch list', () => {
    const notTaken = [...branches()].filter(([branch]) => !found.taken.has(branch)).map(([, name]) => name);
    expect(notTaken).toEqual([]);
  });

  test('can always come to its end without being cancelled', () => {
    expect(deadEnds(found)).toEqual([]);
  });

  test('offers a person a way on wherever a person is waited for', () => {
    const stuck = visited
      .filter(({ snapshot }) => snapshot.status === 'active' && currentMeta(snapshot).waitsFor === 'person')
      .filter(({ snapshot }) => choices(snapshot).every(({ intent }) => QUIET.has(intent.type)));
    expect(stuck.map(({ snapshot }) => stateName(snapshot.value))).toEqual([]);
  });

  test('never waits for nobody before it is closed', () => {
    const waiting = visited.filter(({ snapshot }) => (currentMeta(snapshot).waitsFor === 'nobody') !== (snapshot.status === 'done'));
    expect(waiting.map(({ snapshot }) => stateName(snapshot.value))).toEqual([]);
  });

  test('shows a choice if and only if its event is legal', () => {
    const disagreements = visited.flatMap(({ snapshot }) => {
      const shown = new Set(choices(snapshot).map(({ intent }) => named(intent)));
      const tried = [...ALL_INTENTS, ...choices(snapshot).map(({ intent }) => intent)];
      return tried
        .filter((intent) => shown.has(named(intent)) !== (snapshot.status === 'active' && snapshot.can(sent(intent, BOB))))
        .map((intent) => `${stateName(snapshot.value)} ${named(intent)}`);
    });
    expect([...new Set(disagreements)]).toEqual([]);
  });

  test('never lets the person who asked approve', () => {
    const alone = visited.filter(
      ({ snapshot }) =>
        snapshot.context.first?.by === ADA &&
        (['glass.approve', 'disaster.approve', 'step.approve'] as const).some((type) => snapshot.can({ type, by: ADA, at: 0 })),
    );
    expect(alone.map(({ snapshot }) => stateName(snapshot.value))).toEqual([]);
  });

  test('asks for a write once, also when the same event comes twice', () => {
    expect(found.repeated).toEqual([]);
  });

  test('keeps a context that JSON loses nothing of', () => {
    expect(found.notPlainJson).toEqual([]);
  });

  test('asks at most three questions', () => {
    const asking = visited.filter(({ snapshot }) => stateName(snapshot.value).startsWith('classifying.asking'));
    expect(asking.length).toBeGreaterThan(0);
    expect(asking.filter(({ snapshot }) => snapshot.context.asked.length >= 3)).toEqual([]);
  });

  test('moves production against its own advice only with two people', () => {
    const moving = visited
      .filter(({ snapshot }) => stateName(snapshot.value) === 'recovering.moving')
      .map(({ snapshot }) => snapshot.context);
    expect(moving.length).toBeGreaterThan(0);
    expect(moving.filter((context) => !isBacked(context))).toEqual([]);
  });

  test('cannot be cancelled while a request may still land, nor twice', () => {
    const inFlight = [
      'recovering.moving',
      'recovering.unknown',
      'recovering.queued',
      'recovering.awaitingJob',
      'recovering.provingSwap',
      'writesStillOff.cancelling',
    ];
    const open = visited.filter(({ snapshot }) => snapshot.status === 'active');
    const kept = open.filter(({ snapshot }) => !snapshot.can({ type: 'incident.cancel', by: ADA, at: 0, reason: 'false alarm' }));
    expect([...new Set(kept.map(({ snapshot }) => stateName(snapshot.value)))].toSorted()).toEqual(inFlight.toSorted());
  });

  test('every label fits a button', () => {
    const tooLong = visited.flatMap(({ snapshot }) => choices(snapshot).filter(({ label }) => label.length > 75 || label === ''));
    expect(tooLong).toEqual([]);
  });
});

function named(intent: { readonly type: string; readonly path?: string; readonly target?: string }): string {
  return [intent.type, intent.path, intent.target].filter((part) => part !== undefined).join(' ');
}

function isBacked(context: IncidentContext): boolean {
  const { move } = context;
  if (move === null) return false;
  if (move.purpose !== 'recovery' || schemaVerdict(context).kind === 'safe') return true;
  return move.approvedBy !== null && move.approvedBy !== move.confirmedBy;
}

function deadEnds({ visited }: Exploration): readonly string[] {
  const comesFrom = new Map<string, string[]>();
  for (const [from, { leads }] of visited) {
    for (const { event, to } of leads) if (event !== 'incident.cancel') comesFrom.set(to, [...(comesFrom.get(to) ?? []), from]);
  }
  const ends = new Set([...visited].filter(([, { snapshot }]) => snapshot.status === 'done').map(([key]) => key));
  for (const key of ends) for (const from of comesFrom.get(key) ?? []) ends.add(from);
  return [...visited.keys()].filter((key) => !ends.has(key));
}
