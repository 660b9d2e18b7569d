import { mrkdwn } from '../blocks/mrkdwn.ts';
import { h, type Markup } from '../markup/h.ts';
import type { Notice } from '../page-state.ts';
import type { Reader } from '../reader.ts';

/** What the person who acted is told about it. The place is always there, so that what comes into it is read out. */
export function notice(said: Notice | null, reader: Reader): Markup {
  return h(
    'div',
    { class: 'notices', role: 'status' },
    said === null
      ? null
      : h(
          'div',
          { class: `notice ${said.kind}` },
          h(
            'div',
            { class: 'prose' },
            said.kind === 'said' ? h('p', { class: 'only-you' }, 'Only visible to you') : null,
            said.kind === 'said' ? mrkdwn(said.text, reader) : said.text,
          ),
          h('button', { type: 'button', class: 'tool', gesture: { kind: 'dismiss notice' }, 'aria-label': 'Dismiss' }, '✕'),
        ),
  );
}
