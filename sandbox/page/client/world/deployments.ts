import type { ShownWorld } from '../../protocol.ts';
import { ago } from '../blocks/moment.ts';
import { h, type Markup } from '../markup/h.ts';
import { card } from './card.ts';

export function deployments({ deployments: found }: ShownWorld, now: number): Markup {
  return card(
    'Deployments',
    null,
    found.length === 0
      ? h('p', { class: 'muted' }, 'Nothing is deployed yet.')
      : h(
          'ol',
          { class: 'deployments' },
          found.map(({ id, commit, message, createdAt, isLive, isStaged }) =>
            h(
              'li',
              { key: id, class: isLive ? 'live' : null, title: id },
              h('code', {}, commit.slice(0, 7)),
              h('span', { class: 'words' }, message),
              isLive ? h('span', { class: 'chip good' }, 'Live') : isStaged ? h('span', { class: 'chip' }, 'Staged') : null,
              h('span', { class: 'muted small' }, ago(createdAt, now)),
            ),
          ),
        ),
  );
}
