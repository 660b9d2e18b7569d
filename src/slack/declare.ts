import type { Authorise } from '#domain/authority.ts';
import type { Mode } from '#domain/service.ts';
import { dayAndTime } from './day-and-time.ts';
import type { Incidents, IncidentView } from './incidents.ts';
import { cannotTell, named } from './messages/private-answer.ts';
import { conversation, isDirect } from './messages/where.ts';
import { quote } from './quote.ts';
import { threadLink } from './thread-link.ts';

export interface Declaration {
  readonly service: string | null;
  readonly mode: Mode;
  readonly channel: string;
  readonly by: string;
  /** Whose address leads to an incident that is open already; null where it is not told. */
  readonly workspace: string | null;
  /** The text that it was declared from, if any. */
  readonly note: string | null;
}

export type Declared =
  /** `again`: the same declaration had opened this incident before. */
  | { readonly kind: 'opened'; readonly incident: IncidentView; readonly again: boolean }
  /** It was open where nobody here sees it; its message comes to where it was asked for. */
  | { readonly kind: 'brought'; readonly incident: IncidentView; readonly text: string }
  | { readonly kind: 'which service'; readonly names: readonly string[] }
  /** Nothing was opened; `text` says what was found, what was not done, and what to do, in `mrkdwn`. */
  | { readonly kind: 'not opened'; readonly text: string };

/** Opens an incident, or says in one sentence why not. Committed when it returns. */
export async function declare(incidents: Incidents, authorise: Authorise, declaration: Declaration, key: string): Promise<Declared> {
  const { services } = incidents;
  const { by, mode, note } = declaration;
  const asked = declaration.service?.toLowerCase() ?? null;
  const only = services.length === 1 ? services[0] : undefined;
  const service = asked === null ? only : services.find(({ name }) => name === asked);
  if (asked === null && service === undefined) {
    const open = services.filter(({ drillsAllowed }) => mode === 'live' || drillsAllowed).map(({ name }) => name);
    if (open.length === 0) return notOpened('No service allows drills, so nothing was opened. Set `drills: { allowed: true }` for one.');
    return { kind: 'which service', names: open };
  }
  if (service === undefined) {
    const names = services.map(({ name }) => `\`${name}\``).join(', ');
    return notOpened(`There is no service “${quote(declaration.service ?? '', 60)}”, so nothing was opened. Configured are: ${names}.`);
  }
  if (mode === 'drill' && !service.drillsAllowed) {
    return notOpened(
      `Drills are not allowed for \`${service.name}\`, so nothing was opened. Set \`drills: { allowed: true }\` for it, or drill another service.`,
    );
  }
  const authority = await authorise(by, service.name, 'responder');
  if (authority.kind === 'may not') {
    return notOpened(`You are not a responder of \`${service.name}\`, so nothing was opened. These can: ${named(authority.who)}.`);
  }
  if (authority.kind === 'cannot tell') return notOpened(cannotTell(authority, 'nothing was opened'));

  // A direct message is a place where the others would never look.
  const channel = isDirect(declaration.channel) ? (service.channel ?? declaration.channel) : declaration.channel;
  const opened = await incidents.open({ service: service.name, mode, channel, by, note }, key);
  if (opened.kind !== 'already open') return { kind: 'opened', incident: opened.incident, again: opened.kind === 'duplicate' };
  return onThere(incidents, opened.incident, channel, declaration.workspace);
}

/** The incident that is open already, which comes to `channel` where nobody sees it, or one person alone. */
async function onThere(incidents: Incidents, incident: IncidentView, channel: string, workspace: string | null): Promise<Declared> {
  const { id, service, openedAt } = incident;
  const place = await incidents.place(id, 0);
  const homeless = place.kind === 'not posted' && place.why !== null;
  const secluded = isDirect(incident.channel) && !isDirect(channel);
  const since = dayAndTime(openedAt);
  if (homeless || secluded) {
    await incidents.bringTo(id, channel);
    const seen = homeless ? 'its message could not be posted' : `so far in ${conversation(incident.channel, incident)}`;
    const text = `An incident for \`${service}\` is open already: ${id}, since ${since}, ${seen}. No second one was opened; I bring it here.`;
    return { kind: 'brought', incident, text };
  }
  return notOpened(
    `An incident for \`${service}\` is open already: ${threadLink(incident, workspace)}, in ${conversation(incident.channel, incident)} since ${since}. No second one was opened; go on there.`,
  );
}

function notOpened(text: string): Declared {
  return { kind: 'not opened', text };
}
