import type { IncidentView, Incidents } from '../incidents.ts';
import { refusalOf } from './slack-failure.ts';

/**
 * Where an incident may be talked about, the best first: where it is, the service's own channel, the person who opened it. An incident
 * that nobody sees is worse than one in another place.
 */
export function places({ service, channel, snapshot }: IncidentView, { services }: Pick<Incidents, 'services'>): [string, ...string[]] {
  const own = services.find(({ name }) => name === service)?.channel ?? null;
  const others = [own, snapshot.context.openedBy].filter((place) => place !== null && place !== channel);
  return [channel, ...others.filter((place) => place !== null)];
}

/**
 * A place that takes nothing was not posted to. The app may not read what it says to one person: that may be said twice, which is
 * better than never.
 */
export async function unlessUnreadable<Found>(place: string, look: Promise<Found>): Promise<Found | null> {
  try {
    return await look;
  } catch (error) {
    const refused = refusalOf(error);
    const isNowhere = refused.kind === 'refused' && (refused.about === 'place' || refused.about === 'thread');
    const isPrivate = refused.kind === 'refused' && refused.code === 'missing_scope' && !/^[CG]/.test(place);
    if (isNowhere || isPrivate) return null;
    throw error;
  }
}
