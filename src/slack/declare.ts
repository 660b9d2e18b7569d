import type { Authorise } from '#domain/authority.ts';
import type { Mode } from '#domain/service.ts';
import { dayAndTime } from './day-and-time.ts';
import type { Incidents, IncidentView } from './incidents.ts';
import { named } from './messages/private-answer.ts';
import { quote } from './quote.ts';

export interface Declaration {
  readonly service: string | null;
  readonly mode: Mode;
  readonly channel: string;
  readonly by: string;
  /** The text that it was declared from, if any. */
  readonly note: string | null;
}

export type Declared =
  /** `again`: the same declaration had opened this incident before. */
  | { readonly kind: 'opened'; readonly incident: IncidentView; readonly again: boolean }
  /** Nothing was opened; `text` says what was found, what was not done, and what to do, in `mrkdwn`. */
  | { readonly kind: 'not opened'; readonly text: string };

/** Opens an incident, or says in one sentence why not. Committed when it returns. */
export async function declare(incidents: Incidents, authorise: Authorise, declaration: Declaration, key: string): Promise<Declared> {
  const { services } = incidents;
  const names = services.map(({ name }) => `\`${name}\``).join(', ');
  const only = services.length === 1 ? services[0] : undefined;
  const service = declaration.service === null ? only : services.find(({ name }) => name === declaration.service);
  if (declaration.service === null && service === undefined) {
    return notOpened(`There are ${services.length} services, so nothing was opened. Say which: ${names}.`);
  }
  if (service === undefined) {
    return notOpened(`There is no service “${quote(declaration.service ?? '', 60)}”, so nothing was opened. Configured are: ${names}.`);
  }
  if (declaration.mode === 'drill' && !service.drillsAllowed) {
    return notOpened(
      `Drills are not allowed for \`${service.name}\`, so nothing was opened. Set \`drills: { allowed: true }\` for it, or drill another service.`,
    );
  }
  const authority = await authorise(declaration.by, service.name, 'responder');
  if (authority.kind === 'may not') {
    return notOpened(`You are not a responder of \`${service.name}\`, so nothing was opened. These can: ${named(authority.who)}.`);
  }
  if (authority.kind === 'cannot tell') {
    return notOpened(`Whether you may act could not be read (${quote(authority.why, 200)}), so nothing was opened. Try again in a moment.`);
  }

  const { channel, by, mode, note } = declaration;
  const opened = await incidents.open({ service: service.name, mode, channel, by, note }, key);
  if (opened.kind !== 'already open') return { kind: 'opened', incident: opened.incident, again: opened.kind === 'duplicate' };
  const { id, openedAt, channel: where } = opened.incident;
  return notOpened(
    `An incident for \`${service.name}\` is open already: ${id}, in <#${where}> since ${dayAndTime(openedAt)}. No second one was opened; go on there.`,
  );
}

function notOpened(text: string): Declared {
  return { kind: 'not opened', text };
}
