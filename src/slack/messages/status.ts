import { choices, type Choice } from '#machines/choices.ts';
import { currentMeta } from '#machines/current-meta.ts';
import { actionId, encode } from '../action-id.ts';
import { context, cut, header, section, type Block, type Message } from '../block-kit.ts';
import { escape } from '../escape.ts';
import type { IncidentView } from '../incidents.ts';
import { moment } from '../moment.ts';
import { ACTION_PREFIX } from '../surface.ts';
import { asDrill } from './as-drill.ts';
import { particulars } from './particulars.ts';

export const MANUAL = `${ACTION_PREFIX}manual`;
export const MORE = `${ACTION_PREFIX}more`;

/** The one message per incident that is kept up to date: where it stands, the one question, and what may be done. */
export function status(incident: IncidentView): Message {
  const { service, mode, environment, snapshot } = incident;
  const meta = currentMeta(snapshot);
  const legal = choices(snapshot);
  const message: Message = {
    text: `${service}: ${meta.title}`,
    blocks: [
      header(`${ICONS[meta.waitsFor]} ${service}: ${meta.title}`),
      ...particulars(snapshot).map(section),
      section(escape(meta.says)),
      ...buttons(incident, legal),
      context(
        [
          environment,
          `${incident.id}`,
          `opened by <@${snapshot.context.openedBy}> ${moment(incident.openedAt)}`,
          ...(snapshot.context.owner === snapshot.context.openedBy ? [] : [`led by <@${snapshot.context.owner}>`]),
        ].join(' · '),
      ),
    ],
  };
  return asDrill(mode, message);
}

const ICONS = { bot: '⏳', person: '👉', nobody: '✔️' } as const;

function buttons(incident: IncidentView, legal: readonly Choice[]): Block[] {
  if (incident.status === 'closed') return [];
  const value = encode({ incident: incident.id, turn: incident.turn });
  const shown = legal.filter(({ weight }) => weight !== 'quiet');
  const quiet = legal.filter(({ weight }) => weight === 'quiet');
  return [
    ...(shown.length === 0 ? [] : [{ type: 'actions' as const, elements: shown.map((choice) => button(choice, value)) }]),
    {
      type: 'actions',
      elements: [
        { type: 'button', action_id: MANUAL, value, text: { type: 'plain_text', text: 'Do it by hand' } },
        ...(quiet.length === 0
          ? []
          : [
              {
                type: 'static_select' as const,
                action_id: MORE,
                placeholder: { type: 'plain_text' as const, text: 'More…' },
                options: quiet.map(({ intent, label }) => ({
                  text: { type: 'plain_text' as const, text: cut(label, 75) },
                  value: JSON.stringify([incident.id, incident.turn, actionId(intent)]),
                })),
              },
            ]),
      ],
    },
  ];
}

function button({ intent, label, weight }: Choice, value: string) {
  const text = { type: 'plain_text' as const, text: cut(label, 75), emoji: false };
  const base = { type: 'button' as const, action_id: actionId(intent), value, text };
  if (weight === 'primary') return { ...base, style: 'primary' as const };
  return weight === 'danger' ? { ...base, style: 'danger' as const } : base;
}
