import type { Authorise } from '#domain/authority.ts';
import type { Incidents } from './incidents.ts';
import { named } from './messages/private-answer.ts';
import { quote } from './quote.ts';

/** Closes an incident whose state cannot be read, for a responder of its service; answers one sentence for whoever asked. */
export async function setAside(incidents: Incidents, authorise: Authorise, id: string, by: string): Promise<string> {
  const service = await incidents.serviceOf(id);
  if (service === null) return `There is no incident “${quote(id, 60)}”, so nothing was done.`;
  const authority = await authorise(by, service, 'responder');
  if (authority.kind === 'may not') {
    return `You are not a responder of \`${service}\`, so nothing was done. These can: ${named(authority.who)}.`;
  }
  if (authority.kind === 'cannot tell') {
    return `Whether you may act could not be read (${quote(authority.why, 200)}), so nothing was done. Try again in a moment.`;
  }
  switch (await incidents.setAside(id, by)) {
    case 'set aside':
      return `${id} is set aside: nothing of it is done any more, and its record stays. Open a new one with \`/rollback ${service}\`; look at production first.`;
    case 'not open':
      return `${id} is closed already, so nothing was done.`;
    case 'can be read':
      return `${id} can be read, so it was not set aside. Cancel it from its own message.`;
  }
}
