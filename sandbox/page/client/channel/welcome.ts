import type { State } from '../../protocol.ts';
import { h, type Markup } from '../markup/h.ts';
import { countdown } from '../world/countdown.ts';
import { scenarioList } from '../world/scenario-list.ts';

/** The channel before anything happened. */
export function welcome({ world: { scenario }, scenarios, commands }: State, now: number): Markup {
  if (scenario !== null) {
    return h(
      'div',
      { class: 'welcome' },
      h('h2', {}, scenario.title),
      h('p', { class: 'lead' }, scenario.says, countdown(scenario.faultAt, now)),
      h('p', { class: 'muted' }, 'When customers are hurt, type ', h('kbd', {}, commands[0]?.command ?? '/'), ' below.'),
    );
  }
  return h(
    'div',
    { class: 'welcome' },
    h('h2', {}, 'Live through an incident'),
    h(
      'p',
      { class: 'lead' },
      'Production is healthy. Pick what goes wrong: it really does, in a real app on a real database. Then take production back from this channel.',
    ),
    scenarioList(scenarios),
  );
}
