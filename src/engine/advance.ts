import { initialTransition, transition, type AnyMachineSnapshot, type StateValue } from 'xstate';
import { canonicalJson } from '#src/store/canonical-json.ts';
import { lockIncident } from '#src/store/incidents.ts';
import { appendJournal } from '#src/store/journal.ts';
import { transact, type Tx } from '#src/store/store.ts';
import type { IncidentRow } from '#src/store/tables.ts';
import { commit } from './commit.ts';
import type { Engine } from './engine.ts';
import { stamp, type IncidentEvent, type StampedEvent } from './incident-event.ts';
import { planOf, type NamedAction, type Plan } from './plan.ts';
import { restore, type Turned } from './tree.ts';

export type Advanced =
  | { readonly kind: 'advanced'; readonly rev: number; readonly turn: number }
  /** This key was counted before: nothing changed now. */
  | { readonly kind: 'duplicate' }
  /** Nothing changed and the key is still good. `value` is the state that it met. */
  | { readonly kind: 'not legal'; readonly turn: number; readonly value: StateValue }
  /** The button was of an older turn: nothing changed and the key is still good. */
  | { readonly kind: 'stale'; readonly turn: number }
  | { readonly kind: 'unknown incident' };

/**
 * Feeds one event to an incident. When it returns, the state, the journal and the intents are committed: acknowledge
 * then. Idempotent by `key`; with `turn` the event counts only if the question is still the same one.
 */
export async function advance(
  engine: Engine,
  incidentId: string,
  event: IncidentEvent,
  { key, turn }: { readonly key: string; readonly turn?: number },
): Promise<Advanced> {
  const result = await transact(engine.store, async (tx): Promise<Advanced> => {
    const incident = await lockIncident(tx, engine.store, incidentId);
    if (!incident) return { kind: 'unknown incident' };
    if (await wasCounted(tx, incidentId, key)) return { kind: 'duplicate' };
    if (turn !== undefined && turn !== incident.turn) return { kind: 'stale', turn: incident.turn };

    const fed = await feed(tx, engine, incident, stamp(event, engine.now()));
    if (fed.kind === 'not legal') return { kind: 'not legal', turn: incident.turn, value: fed.value };
    await tx.insertInto('inbox').values({ incident: incidentId, key, at: engine.now() }).execute();
    return { kind: 'advanced', rev: fed.incident.rev, turn: fed.incident.turn };
  });
  if (result.kind === 'advanced') engine.nudge();
  return result;
}

const NOT_LEGAL = { kind: 'not legal' } as const;

/**
 * The engine's own events (timers, outcomes): one that is not legal any more is journalled as dropped.
 * `outcome` is the entry of the effect that brought it, where one did.
 */
export async function feedOrDrop(
  tx: Tx,
  engine: Engine,
  incident: IncidentRow,
  event: StampedEvent,
  outcome: readonly Entry[] = [],
): Promise<void> {
  // A closed incident takes nothing, not even where its state cannot be read.
  const fed = incident.status === 'closed' ? NOT_LEGAL : await feed(tx, engine, incident, event, outcome);
  if (fed.kind === 'not legal') await journal(tx, engine, incident, [...outcome, entryOf('dropped', event)]);
}

/** State, journal and intents commit together. The caller holds the incident's lock. What is uneventful leaves no entry, nor does its outcome. */
export async function feed(
  tx: Tx,
  engine: Engine,
  incident: IncidentRow,
  event: StampedEvent,
  outcome: readonly Entry[] = [],
): Promise<{ readonly kind: 'fed'; readonly incident: IncidentRow } | { readonly kind: 'not legal'; readonly value: StateValue }> {
  const before = restore(engine.tree, incident);
  if (incident.status === 'closed' || !before.can(event)) return { kind: 'not legal', value: before.value };

  const [snapshot, actions]: [AnyMachineSnapshot, readonly NamedAction[]] = transition(engine.tree.machine, before, event);
  const asksAnew = canonicalJson(snapshot.value) !== canonicalJson(before.value) || actions.some(({ type }) => type === 'newTurn');
  const turn = asksAnew ? incident.turn + 1 : incident.turn;
  const plan = planFor(engine, actions, { incident: incident.id, snapshot, turn, asksAnew });

  const committed = await commit(tx, engine, incident, { snapshot, plan, turn, at: event.at });
  const isUneventful = engine.tree.isUneventful?.({ before, after: snapshot, event, actions }) ?? false;
  return { kind: 'fed', incident: await journal(tx, engine, committed, isUneventful ? [] : [...outcome, entryOf('event', event)]) };
}

type Entry = Parameters<typeof appendJournal>[3];

async function journal(tx: Tx, engine: Engine, incident: IncidentRow, entries: readonly Entry[]): Promise<IncidentRow> {
  let journalled = incident;
  for (const entry of entries) journalled = await appendJournal(tx, engine.store, journalled, entry);
  return journalled;
}

/** The first state of a new incident, and what it asks for. Turn 1. */
export function begin(engine: Engine, incident: string, input: object): { readonly snapshot: AnyMachineSnapshot; readonly plan: Plan } {
  const [snapshot, actions] = initialTransition(engine.tree.machine, input);
  if (snapshot.status === 'error') throw snapshot.error;
  return { snapshot, plan: planFor(engine, actions, { incident, snapshot, turn: 1, asksAnew: true }) };
}

function planFor(engine: Engine, actions: readonly NamedAction[], after: Turned): Plan {
  return planOf(engine.tree.complete?.(actions, after) ?? actions, engine.kinds());
}

function entryOf(kind: 'event' | 'dropped', event: StampedEvent): Entry {
  const { type, at, by, ...payload } = event;
  return { kind, type, at, by, payload };
}

async function wasCounted(tx: Tx, incident: string, key: string): Promise<boolean> {
  const row = await tx.selectFrom('inbox').select('at').where('incident', '=', incident).where('key', '=', key).executeTakeFirst();
  return row !== undefined;
}
