import { createActor, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import { SwitchbackError } from '#domain/errors.ts';
import type { Json } from '#domain/json.ts';
import { canonicalJson } from '#src/store/canonical-json.ts';
import type { IncidentRow } from '#src/store/tables.ts';
import type { IncidentEvent } from './incident-event.ts';
import type { NamedAction } from './plan.ts';

export interface Tree {
  /** Pure: no invoke, after, spawn, clock or I/O; plain JSON context. Its actions are names with params and never run. */
  readonly machine: AnyStateMachine;
  readonly version: string;
  /**
   * By the version that a snapshot comes from, in the order of release. Each one leads to the version of the next key,
   * the last one to `version`.
   */
  readonly migrations: Readonly<Record<string, (snapshot: Json) => Json>>;
  /**
   * Completes what a transition asked for with what the tree need not know: the redrawing of a question. Pure. Without it the
   * actions are taken as they are.
   */
  readonly complete?: (actions: readonly NamedAction[], after: Turned) => readonly NamedAction[];
  /**
   * Whether an event found nothing new, so that no journal keeps it: the state is stored and what it asks for is done.
   * Pure; it gets the actions as the machine named them. Without it every event is kept.
   */
  readonly isUneventful?: (turn: {
    readonly before: AnyMachineSnapshot;
    readonly after: AnyMachineSnapshot;
    readonly event: IncidentEvent;
    readonly actions: readonly NamedAction[];
  }) => boolean;
}

/** Where a transition led. */
export interface Turned {
  readonly incident: string;
  readonly snapshot: AnyMachineSnapshot;
  readonly turn: number;
  /** The turn has just risen. */
  readonly asksAnew: boolean;
}

/** Throws `snapshot_invalid` rather than go on from a state that this machine does not have. */
export function restore(tree: Tree, incident: Pick<IncidentRow, 'id' | 'machine_version' | 'snapshot'>): AnyMachineSnapshot {
  const snapshot = migrated(tree, incident);
  if (typeof snapshot !== 'object' || snapshot === null || !('status' in snapshot)) throw invalid(incident, 'it is not a snapshot');

  const restored = taken(tree, incident, snapshot);
  if (restored.status === 'error') throw invalid(incident, String(restored.error), restored.error);
  return restored;
}

/** Never started: a started actor would run what the machine only names. A bad snapshot gives status `error`, a worse one a throw. */
function taken(tree: Tree, incident: Pick<IncidentRow, 'id'>, snapshot: object): AnyMachineSnapshot {
  try {
    return createActor(tree.machine, { snapshot: snapshot as AnyMachineSnapshot }).getSnapshot();
  } catch (error) {
    throw invalid(incident, String(error), error);
  }
}

export function persist(tree: Tree, snapshot: AnyMachineSnapshot): string {
  return canonicalJson(tree.machine.getPersistedSnapshot(snapshot));
}

function migrated(tree: Tree, incident: Pick<IncidentRow, 'id' | 'machine_version' | 'snapshot'>): Json {
  const stored = parsed(incident);
  if (incident.machine_version === tree.version) return stored;

  const versions = Object.keys(tree.migrations);
  const from = versions.indexOf(incident.machine_version);
  if (from === -1) throw invalid(incident, `there is no migration from version ${incident.machine_version} to ${tree.version}`);
  return versions.slice(from).reduce((snapshot, version) => tree.migrations[version]?.(snapshot) ?? null, stored);
}

function parsed(incident: Pick<IncidentRow, 'id' | 'snapshot'>): Json {
  try {
    return JSON.parse(incident.snapshot);
  } catch (error) {
    throw invalid(incident, 'it is not JSON', error);
  }
}

function invalid(incident: Pick<IncidentRow, 'id'>, why: string, cause?: unknown): SwitchbackError {
  return new SwitchbackError(
    'snapshot_invalid',
    `The stored state of incident ${incident.id} does not fit this release (${why}), so nothing was done and nothing changed. ` +
      `Start the release that stored it, or set it aside with \`/rollback set-aside ${incident.id}\` and open a new one.`,
    { cause },
  );
}
