import type { State } from '../../protocol.ts';
import { h, type Markup } from '../markup/h.ts';
import type { PageState } from '../page-state.ts';
import type { Reader } from '../reader.ts';
import { composer } from './composer.ts';
import { message } from './message.ts';
import { notice } from './notice.ts';
import { repliesTo, replyCount } from './threads.ts';

/** The open thread beside its channel; on a phone it covers it. */
export function thread(page: PageState, state: State, reader: Reader): Markup | null {
  const root = state.channel.messages.find(({ ts }) => ts === page.thread);
  if (root === undefined) return null;
  const replies = repliesTo(root.ts, state.channel.messages);
  const shared = { pane: 'thread' as const, reader, shortcuts: state.shortcuts, below: null };
  return h(
    'aside',
    { class: 'thread', id: 'thread', 'aria-label': 'Thread', 'data-shown': String(page.pane === 'channel') },
    h(
      'header',
      { class: 'pane-head' },
      h('h2', { tabindex: '-1', id: 'thread-title' }, 'Thread', h('span', { class: 'muted small' }, `# ${state.channel.name}`)),
      h(
        'button',
        { type: 'button', class: 'tool', 'aria-label': 'Close the thread', title: 'Close the thread', gesture: { kind: 'close thread' } },
        '✕',
      ),
    ),
    h(
      'div',
      { key: root.ts, class: 'log', role: 'log', id: 'thread-log', tabindex: '0', 'aria-label': 'Messages in the thread' },
      message({ message: root, ...shared }),
      h('p', { class: 'reply-count muted' }, replyCount(replies) ?? 'No replies yet'),
      replies.map((reply) => message({ message: reply, ...shared })),
    ),
    // On a phone the thread covers the channel, where this stands otherwise.
    h('div', { class: 'narrow-only' }, notice(page.notice, reader)),
    composer({ page, state, threadTs: root.ts }),
  );
}
