import type { Mode } from '#domain/service.ts';
import { choices, type Choice, type Snapshot } from '#machines/choices.ts';
import type { IncidentContext } from '#machines/context.ts';
import { currentMeta } from '#machines/current-meta.ts';
import { incident as machine } from '#machines/incident.ts';
import { MACHINE_VERSION, MIGRATIONS } from '#machines/versions.ts';
import { restore } from '#src/engine/tree.ts';
import { effectsOf, type Effect } from '#src/store/effects.ts';
import { listIncidents } from '#src/store/incidents.ts';
import { readJournal, type JournalEntry } from '#src/store/journal.ts';
import type { Store } from '#src/store/store.ts';

/** The newest incident as the bot itself recorded it. */
export interface IncidentRecord {
  readonly id: string;
  readonly rev: number;
  readonly mode: Mode;
  readonly status: 'open' | 'closed';
  readonly openedAt: number;
  /** Title of the state that it is in. */
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly context: IncidentContext;
  readonly journal: readonly JournalEntry[];
  readonly effects: readonly Effect[];
}

/** Null where none was declared yet. `known` is returned as it is where nothing has happened since. */
export async function readRecord(store: Store, known: IncidentRecord | null): Promise<IncidentRecord | null> {
  const [newest] = await listIncidents(store, { limit: 1 });
  if (newest === undefined) return null;
  const { id, rev, mode, status, openedAt, machineVersion } = newest;
  if (known?.id === id && known.rev === rev && known.status === status) return known;
  const [journal, effects] = await Promise.all([readJournal(store, id), effectsOf(store, id)]);
  const stored = { id, machine_version: machineVersion, snapshot: JSON.stringify(newest.snapshot) };
  const snapshot = restore({ machine, version: MACHINE_VERSION, migrations: MIGRATIONS }, stored) as Snapshot;
  const { title } = currentMeta(snapshot);
  return { id, rev, mode, status, openedAt, title, choices: choices(snapshot), context: snapshot.context, journal, effects };
}
