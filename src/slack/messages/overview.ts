import { currentMeta } from '#machines/current-meta.ts';
import { section, type Message } from '../block-kit.ts';
import { escape } from '../escape.ts';
import type { IncidentView } from '../incidents.ts';
import { moment } from '../moment.ts';

/** Answers `/rollback status`: what is open now. */
export function openIncidents(incidents: readonly IncidentView[]): Message {
  if (incidents.length === 0) return plain('No incident is open.');
  return plain(`*Open incidents*\n${incidents.map(line).join('\n')}`);
}

/** Answers `/rollback history`: what was, newest first. */
export function pastIncidents(incidents: readonly IncidentView[]): Message {
  if (incidents.length === 0) return plain('No incident has been recorded yet.');
  return plain(`*Newest incidents*\n${incidents.map(line).join('\n')}`);
}

export function help(command: string): Message {
  return plain(
    [
      '*What I understand*',
      `\`${command} [service]\` open an incident`,
      `\`${command} drill [service]\` rehearse one; every message says DRILL`,
      `\`${command} status\` what is open now`,
      `\`${command} history [service]\` what was`,
      'Or choose *Declare an incident* in the menu of any message.',
      'An alias re-point does not undo a migration: I look at the schema before I touch traffic.',
    ].join('\n'),
  );
}

function line({ id, service, mode, status, openedAt, snapshot, channel }: IncidentView): string {
  const drill = mode === 'drill' ? 'DRILL · ' : '';
  const stands = status === 'closed' ? (snapshot.context.outcome ?? 'closed') : currentMeta(snapshot).title;
  return `• ${drill}*${service}* ${moment(openedAt)} in <#${channel}>: ${escape(stands)} _${id}_`;
}

function plain(text: string): Message {
  return { text: text.split('\n')[0]?.replaceAll('*', '') ?? text, blocks: [section(text)] };
}
