import type { Logger, RespondFn } from '@slack/bolt';
import { inMode } from './in-mode.ts';
import type { Incidents, IncidentView } from './incidents.ts';
import { whereItIs } from './messages/where.ts';
import { tell } from './tell.ts';

/** A message is normally there within a second; whoever waits longer is told so. */
const PATIENCE_MS = 5_000;

/** Tells whoever opened an incident where its message went, unless they see it in front of them. */
export async function tellWhere(
  incidents: Incidents,
  incident: IncidentView,
  asked: string,
  { respond, logger }: { readonly respond: RespondFn | undefined; readonly logger: Logger },
): Promise<void> {
  const place = await incidents.place(incident.id, PATIENCE_MS);
  const text = whereItIs(incident, place, asked, incidents.command);
  if (text !== null) await tell(respond, logger, { text: inMode(incident.mode, text) });
}
