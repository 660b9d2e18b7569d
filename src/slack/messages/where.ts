import type { IncidentView, Place } from '../incidents.ts';
import { quote } from '../quote.ts';

/** A conversation that only its members can open. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

export function conversation(channel: string, { snapshot }: Pick<IncidentView, 'snapshot'>): string {
  return isDirect(channel) ? `my direct messages with <@${snapshot.context.openedBy}>` : `<#${channel}>`;
}

/** Says to whoever asked in `asked` where their incident is. Null where they see it in front of them. */
export function whereItIs(incident: IncidentView, place: Place, asked: string, command: string): string | null {
  const { id, service } = incident;
  if (place.kind === 'posted') {
    if (place.channel === asked) return null;
    const found = `Incident ${id} for \`${service}\` is in ${conversation(place.channel, incident)}`;
    if (isDirect(asked)) return `${found}. Go on there: in a direct message nobody else would see it.`;
    return isDirect(place.channel)
      ? `${found}, because I cannot post here. To have it here, invite me and type \`${command} ${service}\` again.`
      : `${found}, because I cannot post here. Go on there.`;
  }
  const why = place.why === null ? 'Slack has not taken its message yet' : `nobody sees it yet: ${quote(place.why, 200)}`;
  return `Incident ${id} for \`${service}\` is open, but ${why} Invite me to a channel and type \`${command} ${service}\` there: it comes to where you type.`;
}
