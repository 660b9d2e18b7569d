import { choices, type Choice } from '#machines/choices.ts';
import { currentMeta } from '#machines/current-meta.ts';
import { actionId, encode } from '../action-id.ts';
import { context, cut, header, plain, sections, type Block, type Message } from '../block-kit.ts';
import { dayAndTime } from '../day-and-time.ts';
import { escape } from '../escape.ts';
import type { IncidentView } from '../incidents.ts';
import { ACTION_PREFIX } from '../surface.ts';
import { asDrill } from './as-drill.ts';
import { caveatDialog, type Dialog } from './caveat-dialog.ts';
import { particulars } from './particulars.ts';

export const MANUAL = `${ACTION_PREFIX}manual`;
export const MORE = `${ACTION_PREFIX}more`;

/** A button of this many characters is one line on a phone. */
const LONGEST_LABEL = 40;

const ICONS = { bot: '⏳', person: '👉', nobody: '✔️' } as const;

/** The one message per incident that is kept up to date: where it stands, the one question, and what may be done. */
export function status(incident: IncidentView): Message {
  const { service, mode, snapshot } = incident;
  const meta = currentMeta(snapshot);
  return asDrill(mode, {
    text: `${service}: ${meta.title}`,
    blocks: [
      header(`${ICONS[meta.waitsFor]} ${service}: ${meta.title}`),
      ...sections([...particulars(snapshot), escape(meta.says)]),
      ...(incident.status === 'closed' ? [] : [...answers(incident), besides(incident)]),
      context(about(incident)),
    ],
  });
}

/**
 * The answers to the question, the safest first. One at most is marked, since two would mark nothing, and none while the bot works:
 * what may be done meanwhile is not what should be done.
 */
function answers(incident: IncidentView): Block[] {
  const value = encode({ incident: incident.id, turn: incident.turn });
  const shown = choices(incident.snapshot).filter(({ weight }) => weight !== 'quiet');
  const asks = currentMeta(incident.snapshot).waitsFor === 'person';
  const safest = asks ? shown.find(({ weight }) => weight === 'primary') : undefined;
  const elements = shown.map((choice) => button(choice, value, choice === safest, caveatDialog(choice, incident.snapshot.context)));
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

/** What is there whatever is asked: how to do it by hand, and what is rarely needed. */
function besides(incident: IncidentView): Block {
  const manual = {
    type: 'button' as const,
    action_id: MANUAL,
    value: encode({ incident: incident.id, turn: incident.turn }),
    text: plain('Do it by hand'),
  };
  const options = choices(incident.snapshot)
    .filter(({ weight }) => weight === 'quiet')
    .map(({ intent, label }) => ({
      text: plain(cut(label, 75)),
      value: JSON.stringify([incident.id, incident.turn, actionId(intent)]),
    }));
  const more = { type: 'static_select' as const, action_id: MORE, placeholder: plain('More…'), options };
  return { type: 'actions', elements: options.length === 0 ? [manual] : [manual, more] };
}

function button({ intent, label, weight }: Choice, value: string, isSafest: boolean, confirm: Dialog | null) {
  const text = { ...plain(cut(onOneLine(label), 75)), emoji: false };
  const base = { type: 'button' as const, action_id: actionId(intent), value, text, ...(confirm === null ? {} : { confirm }) };
  if (isSafest) return { ...base, style: 'primary' as const };
  return weight === 'danger' ? { ...base, style: 'danger' as const } : base;
}

/** What stands in brackets, a commit's message, is left out first; the rest says what the button does. */
function onOneLine(label: string): string {
  return label.length <= LONGEST_LABEL ? label : label.replace(/ \(.*\)/, '');
}

function about({ id, environment, openedAt, closedAt, snapshot }: IncidentView): string {
  const { openedBy, owner } = snapshot.context;
  return [
    environment,
    id,
    `by <@${openedBy}> ${dayAndTime(openedAt)}`,
    ...(owner === openedBy ? [] : [`led by <@${owner}>`]),
    ...(closedAt === null ? [] : [`closed ${dayAndTime(closedAt)}`]),
  ].join(' · ');
}
