import type { State } from '../protocol.ts';
import { avatar } from './channel/avatar.ts';
import { h, type Markup } from './markup/h.ts';
import type { PageState } from './page-state.ts';

/** Whose window this is, and on a phone which half of the page is shown. */
export function topBar({ as, pane }: PageState, { people }: State): Markup {
  return h(
    'header',
    { class: 'top' },
    h(
      'p',
      { class: 'brand' },
      h('span', { class: 'logo', 'aria-hidden': 'true' }, '↩'),
      'Switchback',
      h('span', { class: 'quiet' }, 'sandbox'),
    ),
    h(
      'nav',
      { class: 'people', 'aria-label': 'Who you are' },
      people.map((person) =>
        h(
          'a',
          {
            key: person.key,
            href: `?as=${encodeURIComponent(person.key)}`,
            'aria-current': person.key === as ? 'true' : null,
            gesture: { kind: 'play', person: person.key },
            title: `Be ${person.name}, ${person.role}`,
          },
          avatar(person, people),
          h('span', { class: 'who' }, h('strong', {}, person.name), h('span', { class: 'quiet' }, person.role)),
        ),
      ),
    ),
    h(
      'div',
      { class: 'tabs', role: 'group', 'aria-label': 'What is shown' },
      (['channel', 'world'] as const).map((one) =>
        h(
          'button',
          { type: 'button', 'aria-pressed': String(pane === one), gesture: { kind: 'show', pane: one } },
          one === 'channel' ? 'Channel' : 'World',
        ),
      ),
    ),
  );
}
