import type { Snapshot } from '#machines/choices.ts';
import type { Input } from '#machines/context.ts';
import type { Config, ServiceConfig } from '#src/config/config.ts';
import { advance } from '#src/engine/advance.ts';
import { bringTo } from '#src/engine/bring-to.ts';
import type { Engine } from '#src/engine/engine.ts';
import { openIncident } from '#src/engine/open-incident.ts';
import { readable, setAside } from '#src/engine/set-aside.ts';
import { restore } from '#src/engine/tree.ts';
import type { Incidents, IncidentView, Quarantined } from '#src/slack/incidents.ts';
import { newestEffect } from '#src/store/effects.ts';
import { listIncidents, readIncident, type Incident } from '#src/store/incidents.ts';
import { readJournal } from '#src/store/journal.ts';
import { placeOf } from './place-of.ts';

/** The engine and the store, as the Slack layer is allowed to see them. */
export function createIncidents(engine: Engine, config: Pick<Config, 'services'> & { slack: Pick<Config['slack'], 'command'> }): Incidents {
  const view = (incident: Incident): IncidentView => ({
    ...incident,
    snapshot: restore(engine.tree, {
      id: incident.id,
      machine_version: incident.machineVersion,
      snapshot: JSON.stringify(incident.snapshot),
    }) as Snapshot,
  });

  const viewOrWhy = (incident: Incident): IncidentView | Quarantined => {
    const found = readable(() => view(incident));
    return found.kind === 'read' ? found.value : { ...incident, snapshot: null, why: found.why };
  };

  return {
    command: config.slack.command,
    services: config.services,
    open: async ({ service: name, mode, channel, by, note }, key) => {
      const service = config.services.find((one) => one.name === name);
      if (service === undefined) throw new Error(`Service ${name} is looked up before an incident is opened for it.`);
      const input: Omit<Input, 'incident'> = {
        service: name,
        environment: service.environment,
        mode,
        openedBy: by,
        runbook: service.runbook,
        openedAt: engine.now(),
        cadence: cadenceOf(service),
      };
      const event = note === null ? {} : { event: { type: 'note.add', by, text: note } };
      const opened = await openIncident(
        engine,
        { service: name, environment: service.environment, mode, channel, by, input, ...event },
        key,
      );
      return { kind: opened.kind, incident: view(opened.incident) };
    },
    send: async (incident, intent, by, { key, turn }) => {
      const sent = await advance(engine, incident, { ...intent, by }, turn === null ? { key } : { key, turn });
      switch (sent.kind) {
        case 'advanced':
        case 'duplicate':
        case 'unknown incident':
          return { kind: sent.kind };
        case 'stale':
        case 'not legal':
          return { kind: 'too late' };
      }
    },
    place: (id, withinMs) => placeOf(engine, id, withinMs),
    drawn: async (id) => {
      const drawing = await newestEffect(engine.store, id, 'renderStatus', 'done');
      return typeof drawing?.result === 'string' ? drawing.result : null;
    },
    bringTo: (id, channel) => bringTo(engine, id, channel, 'renderStatus'),
    find: async (id) => {
      const incident = await readIncident(engine.store, id);
      return incident === null ? null : view(incident);
    },
    list: async (filter, limit) => (await listIncidents(engine.store, { ...filter, limit })).map(viewOrWhy),
    setAside: (id, by) => setAside(engine, id, by),
    serviceOf: async (id) => (await readIncident(engine.store, id))?.service ?? null,
    journal: async (id) => {
      const entries = await readJournal(engine.store, id);
      return entries.map(({ at, type, by, payload, kind, hash }) => ({
        at,
        type,
        by,
        payload: typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload : {},
        counted: kind === 'event' || kind === 'opened',
        seal: hash,
      }));
    },
  };
}

function cadenceOf({ verification: { pollMs } }: ServiceConfig): Input['cadence'] {
  return { job: Math.min(1_000, pollMs / 5), swap: Math.min(1_500, pollMs / 5), look: pollMs, watch: pollMs };
}
