import type { State } from '../../protocol.ts';
import { ago } from '../blocks/moment.ts';
import { h, type Child, type Markup } from '../markup/h.ts';
import type { PageState } from '../page-state.ts';
import type { Reader } from '../reader.ts';
import { composer } from './composer.ts';
import { message } from './message.ts';
import { notice } from './notice.ts';
import { repliesTo, replyCount, roots } from './threads.ts';
import { welcome } from './welcome.ts';

export function channel(page: PageState, state: State, reader: Reader): Markup {
  const { name, messages } = state.channel;
  const shown = roots(messages);
  const log: Child[] = shown.map((one) =>
    message({
      message: one,
      pane: 'channel',
      reader,
      shortcuts: state.shortcuts,
      below: summary(one.ts, state, reader),
    }),
  );
  return h(
    'section',
    { class: 'channel', id: 'channel', 'aria-label': `Channel ${name}`, 'data-shown': String(page.pane === 'channel') },
    h('header', { class: 'pane-head' }, h('h1', {}, h('span', { class: 'muted' }, '# '), name), whoYouAre(page, state)),
    h(
      'div',
      { class: 'log', role: 'log', id: 'log', tabindex: '0', 'aria-label': `Messages in ${name}` },
      shown.length === 0 ? welcome(state, reader.now) : null,
      log,
      over(state),
    ),
    notice(page.notice, reader),
    composer({ page, state, threadTs: null }),
  );
}

/** On a phone the bar on top has no room for names. */
function whoYouAre({ as }: PageState, { people }: State): Markup | null {
  const you = people.find(({ key }) => key === as);
  return you === undefined ? null : h('p', { class: 'muted small narrow-only' }, `You are ${you.name}, ${you.role}`);
}

function summary(ts: string, { channel: { messages } }: State, { now }: Reader): Markup | null {
  const replies = repliesTo(ts, messages);
  const last = replies.at(-1);
  const count = replyCount(replies);
  if (last === undefined || count === null) return null;
  return h(
    'button',
    { type: 'button', class: 'replies', id: `replies-${ts}`, gesture: { kind: 'open thread', ts } },
    h('strong', {}, count),
    h('span', { class: 'muted' }, ` last reply ${ago(Number(last.ts) * 1000, now)}`),
  );
}

/** On a phone the world, with the result, is behind a tab. */
function over({ world }: State): Markup | null {
  if (world.result === null) return null;
  return h(
    'p',
    { class: 'outcome' },
    h('strong', {}, world.result.headline),
    h('button', { type: 'button', class: 'button', gesture: { kind: 'show', pane: 'world' } }, 'See how it went'),
  );
}
