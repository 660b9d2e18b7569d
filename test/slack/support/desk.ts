import { transition } from 'xstate';
import type { Snapshot } from '#machines/choices.ts';
import { incident as machine } from '#machines/incident.ts';
import type { IncidentEvent } from '#machines/events.ts';
import type { Incidents, IncidentView, JournalLine, Place } from '#src/slack/incidents.ts';
import { walk } from '#test/support/walk.ts';
import { incidentView, OPENED_AT } from './incident-view.ts';

export interface Desk extends Omit<Incidents, 'place'> {
  place: Incidents['place'];
  /** Changes the one incident as the engine would. */
  readonly change: (change: Partial<IncidentView>) => void;
  readonly happens: (event: IncidentEvent) => void;
  readonly view: () => IncidentView;
  /** What the ledger keeps of a drawing. */
  readonly drew: (result: unknown) => void;
  /** No place has taken its message. */
  readonly isHomeless: (why: string | null) => void;
  /** From now on the store is down. */
  readonly breaks: () => void;
}

/** One incident in memory, in place of the engine and the store. */
export function createDesk(first: IncidentView | null = null, own: string | null = null): Desk {
  let view = first;
  let broken = false;
  let drawn: string | null = null;
  let homeless: Place | null = null;
  const keys = new Set<string>();
  const journal: JournalLine[] = [];

  const current = (): IncidentView => {
    if (broken) throw new Error('The store is down.');
    if (view === null) throw new Error('There is no incident.');
    return view;
  };
  const advance = (event: IncidentEvent) => {
    const [snapshot] = transition(machine, current().snapshot, event);
    view = { ...current(), snapshot, turn: current().turn + 1, status: snapshot.status === 'done' ? 'closed' : 'open' };
  };

  return {
    command: '/rollback',
    services: [
      { name: 'invoices', environment: 'production', drillsAllowed: true, channel: own },
      { name: 'payments', environment: 'production', drillsAllowed: false, channel: null },
    ],
    open: async ({ service, mode, channel, by, note }) => {
      if (broken) throw new Error('The store is down.');
      if (view !== null && view.status === 'open') return { kind: 'already open', incident: view };
      const event: IncidentEvent[] = note === null ? [] : [{ type: 'note.add', by, at: OPENED_AT, text: note }];
      view = incidentView(walk({ service, mode, openedBy: by }, ...event).snapshot, { channel });
      if (note !== null) journal.push({ at: OPENED_AT, type: 'note.add', by, payload: { text: note }, counted: true });
      return { kind: 'opened', incident: view };
    },
    send: async (_, intent, by, { key, turn }) => {
      const { snapshot } = current();
      const event: IncidentEvent = { ...intent, by, at: OPENED_AT };
      if (keys.has(key)) return { kind: 'duplicate' };
      if (!snapshot.can(event) || (turn !== null && turn !== current().turn)) return { kind: 'too late' };
      keys.add(key);
      const { type, by: who, at, ...payload } = event as IncidentEvent & { by: string };
      journal.push({ at, type, by: who, payload, counted: true });
      advance(event);
      return { kind: 'advanced' };
    },
    place: async () => homeless ?? { kind: 'posted', channel: current().channel },
    drawn: async () => drawn,
    drew: (result) => {
      drawn = typeof result === 'string' ? result : null;
    },
    bringTo: async (_, channel) => {
      homeless = null;
      view = { ...current(), channel };
    },
    find: async (id) => (current().id === id ? current() : null),
    setAside: async () => 'can be read',
    serviceOf: async (id) => (view?.id === id ? view.service : null),
    list: async () => (view === null ? [] : [current()]),
    journal: async () => journal,
    change: (change) => {
      view = { ...current(), ...change };
    },
    happens: advance,
    view: current,
    isHomeless: (why) => {
      homeless = { kind: 'not posted', why };
    },
    breaks: () => {
      broken = true;
    },
  };
}

export function deskAt(snapshot: Snapshot, rest: Partial<IncidentView> = {}, own: string | null = null): Desk {
  return createDesk(incidentView(snapshot, rest), own);
}
