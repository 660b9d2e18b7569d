import type { ShownMessage } from '../../protocol.ts';
import { h, type Markup } from '../markup/h.ts';
import { sizeText } from './size-text.ts';

export function fileList(files: ShownMessage['files']): Markup {
  return h(
    'ul',
    { class: 'files' },
    files.map(({ id, name, title, size }) =>
      h(
        'li',
        {},
        h(
          'a',
          { href: `/files/${encodeURIComponent(id)}`, download: name },
          `${title || name} `,
          h('span', { class: 'muted small' }, sizeText(size)),
        ),
      ),
    ),
  );
}
