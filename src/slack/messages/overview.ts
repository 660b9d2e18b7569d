import { currentMeta } from '#machines/current-meta.ts';
import { sections, type Message } from '../block-kit.ts';
import { dayAndTime } from '../day-and-time.ts';
import { escape } from '../escape.ts';
import { inMode } from '../in-mode.ts';
import type { IncidentView, Quarantined } from '../incidents.ts';
import { quote } from '../quote.ts';
import { threadLink } from '../thread-link.ts';

/** More than this is no overview. */
export const MOST_LISTED = 10;

type Listed = IncidentView | Quarantined;

/** Answers `/rollback status`: what is open now. */
export function openIncidents(incidents: readonly Listed[], workspace: string | null): Message {
  return incidents.length === 0 ? answer('No incident is open.') : answer('*Open incidents*', ...listed(incidents, workspace));
}

/** Answers `/rollback history`: what was, newest first. */
export function pastIncidents(incidents: readonly Listed[], workspace: string | null): Message {
  return incidents.length === 0
    ? answer('No incident has been recorded yet.')
    : answer('*Newest incidents*', ...listed(incidents, workspace));
}

export function help(command: string): Message {
  return answer(
    '*What I understand*',
    `\`${command} [service]\` open an incident`,
    `\`${command} drill [service]\` rehearse one; every message says DRILL`,
    `\`${command} status\` what is open now`,
    `\`${command} history [service]\` what was`,
    `\`${command} set-aside ID\` close one whose state cannot be read, so that a new one can be opened`,
    'In a thread, where commands do not work: *Declare an incident* in the menu of any message.',
    'An alias re-point does not undo a migration: I look at the schema before I touch traffic.',
  );
}

function listed(incidents: readonly Listed[], workspace: string | null): string[] {
  const lines = incidents.slice(0, MOST_LISTED).map((incident) => line(incident, workspace));
  return incidents.length > MOST_LISTED ? [...lines, `Only the newest ${MOST_LISTED} are listed.`] : lines;
}

function line(incident: Listed, workspace: string | null): string {
  const { service, mode, openedAt, channel } = incident;
  return `• ${inMode(mode, `*${service}*`)} ${dayAndTime(openedAt)} in <#${channel}>: ${stands(incident)} _${threadLink(incident, workspace)}_`;
}

function stands(incident: Listed): string {
  if (incident.snapshot === null) return incident.status === 'open' ? quote(incident.why, 600) : 'its state cannot be read any more';
  const { status, snapshot } = incident;
  return escape(status === 'closed' ? (snapshot.context.outcome ?? 'closed') : currentMeta(snapshot).title);
}

function answer(first: string, ...lines: readonly string[]): Message {
  return { text: first.replaceAll('*', ''), blocks: sections([first, ...lines]) };
}
