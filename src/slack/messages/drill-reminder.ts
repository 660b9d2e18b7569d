import { context, header, plain, section, type Message } from '../block-kit.ts';
import { dayAndTime } from '../day-and-time.ts';
import type { DrillOccurrence } from '../drills.ts';
import { inMode } from '../in-mode.ts';
import { ACTION_PREFIX } from '../surface.ts';
import { asDrill } from './as-drill.ts';

export const DRILL_ACTIONS = {
  start: `${ACTION_PREFIX}drill.start`,
  postpone: `${ACTION_PREFIX}drill.postpone`,
  handOver: `${ACTION_PREFIX}drill.handOver`,
} as const;

/** The reminder of a scheduled drill, ahead of its time. One that was missed says so, once. */
export function drillReminder(drill: DrillOccurrence): Message {
  const { service, kind, occurrence, missedSince } = drill;
  const value = JSON.stringify(drill);
  const missed =
    missedSince === null ? [] : [context(`This reminder was due ${dayAndTime(missedSince)}; nobody was running then. It is said once.`)];
  return asDrill('drill', {
    text: `${service}: a ${kind} is due`,
    blocks: [
      header(`📅 ${service}: a ${kind} is due`),
      section(`Planned for ${dayAndTime(occurrence)}. It walks the real decision tree; every message says DRILL.`),
      ...missed,
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: DRILL_ACTIONS.start, value, style: 'primary', text: plain('Start the drill') },
          { type: 'button', action_id: DRILL_ACTIONS.postpone, value, text: plain('Postpone one hour') },
          { type: 'button', action_id: DRILL_ACTIONS.handOver, value, text: plain('Hand over…') },
        ],
      },
    ],
  });
}

export function drillHandOver({ service, kind }: DrillOccurrence, by: string, to: string): Message {
  const text = inMode('drill', `<@${by}> handed the ${kind} of ${service} to <@${to}>.`);
  return { text, blocks: [section(`${text} Start it from the reminder above.`)] };
}
