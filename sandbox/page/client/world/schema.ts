import type { ShownWorld } from '../../protocol.ts';
import { h, type Markup } from '../markup/h.ts';
import { card } from './card.ts';

/** The columns of the table that the app reads. */
export function schema({ schema: columns }: ShownWorld): Markup {
  return card(
    'Schema',
    null,
    columns.length === 0
      ? h('p', { class: 'muted' }, 'The database has not been read yet.')
      : h(
          'table',
          {},
          h(
            'thead',
            {},
            h('tr', {}, h('th', { scope: 'col' }, 'Column'), h('th', { scope: 'col' }, 'Type'), h('th', { scope: 'col' }, 'May be empty')),
          ),
          h(
            'tbody',
            {},
            columns.map(({ column, type, nullable }) =>
              h(
                'tr',
                { key: column },
                h('th', { scope: 'row' }, h('code', {}, column)),
                h('td', {}, type),
                h('td', {}, nullable ? 'yes' : 'no'),
              ),
            ),
          ),
        ),
  );
}
