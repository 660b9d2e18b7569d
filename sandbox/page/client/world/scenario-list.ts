import type { State } from '../../protocol.ts';
import { h, type Markup } from '../markup/h.ts';

export function scenarioList(scenarios: State['scenarios']): Markup {
  return h(
    'ul',
    { class: 'scenarios' },
    scenarios.map(({ key, title, about }) =>
      h(
        'li',
        { key },
        h(
          'button',
          { type: 'button', class: 'scenario', gesture: { kind: 'start scenario', key } },
          h('strong', {}, title),
          h('span', { class: 'muted' }, about),
        ),
      ),
    ),
  );
}
