import { context, header, section, type Message } from '../block-kit.ts';
import type { DrillOccurrence } from '../drills.ts';
import { moment } from '../moment.ts';
import { ACTION_PREFIX } from '../surface.ts';

export const DRILL_ACTIONS = {
  start: `${ACTION_PREFIX}drill.start`,
  postpone: `${ACTION_PREFIX}drill.postpone`,
  handOver: `${ACTION_PREFIX}drill.handOver`,
} as const;

/** The reminder of a scheduled drill, ahead of its time. One that was missed says so, once. */
export function drillReminder(drill: DrillOccurrence): Message {
  const { service, kind, occurrence, missedSince } = drill;
  const value = JSON.stringify(drill);
  const date = `<!date^${Math.floor(occurrence / 1000)}^{date_short_pretty} {time}|${new Date(occurrence).toISOString()}>`;
  const missed =
    missedSince === null ? [] : [context(`This reminder was due ${moment(missedSince)}; nobody was running then. It is said once.`)];
  return {
    text: `DRILL · ${service}: a ${kind} is due`,
    blocks: [
      context('*DRILL* · this is a rehearsal'),
      header(`📅 ${service}: a ${kind} is due`),
      section(`Planned for ${date}. It walks the real decision tree; every message says DRILL.`),
      ...missed,
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: DRILL_ACTIONS.start,
            value,
            style: 'primary',
            text: { type: 'plain_text', text: 'Start the drill' },
          },
          { type: 'button', action_id: DRILL_ACTIONS.postpone, value, text: { type: 'plain_text', text: 'Postpone one hour' } },
          { type: 'button', action_id: DRILL_ACTIONS.handOver, value, text: { type: 'plain_text', text: 'Hand over…' } },
        ],
      },
    ],
  };
}

export function drillHandOver({ service, kind }: DrillOccurrence, by: string, to: string): Message {
  const text = `DRILL · <@${by}> handed the ${kind} of ${service} to <@${to}>.`;
  return {
    text,
    blocks: [section(`*DRILL* · <@${by}> handed the ${kind} of *${service}* to <@${to}>. Start it from the reminder above.`)],
  };
}
