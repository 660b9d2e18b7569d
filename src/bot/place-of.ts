import { createBell } from '#src/engine/bell.ts';
import type { Engine } from '#src/engine/engine.ts';
import type { Place } from '#src/slack/incidents.ts';
import { newestEffect } from '#src/store/effects.ts';
import { readIncident } from '#src/store/incidents.ts';

/** Another replica may post the message, which rings no bell here. */
const LONGEST_WAIT_MS = 500;

/** Where the incident's message stands, as soon as it does or every place has refused it, and at the latest after `withinMs`. */
export async function placeOf(engine: Engine, id: string, withinMs: number): Promise<Place> {
  const deadline = performance.now() + withinMs;
  const bell = createBell();
  const silence = engine.onNudge(bell.ring);
  try {
    for (;;) {
      const incident = await readIncident(engine.store, id);
      if (incident !== null && incident.threadTs !== null) return { kind: 'posted', channel: incident.channel };
      const drawing = await newestEffect(engine.store, id, 'renderStatus');
      const why = drawing?.state === 'planned' || drawing?.state === 'started' ? drawing.why : null;
      const left = deadline - performance.now();
      if (why !== null || left <= 0) return { kind: 'not posted', why };
      await bell.wait(Math.min(left, LONGEST_WAIT_MS));
    }
  } finally {
    silence();
  }
}
