import { channel } from './channel/channel.ts';
import { thread } from './channel/thread.ts';
import { confirmation } from './dialogs/confirmation.ts';
import { modal } from './dialogs/modal.ts';
import { h, type Markup } from './markup/h.ts';
import type { PageState } from './page-state.ts';
import { readerOf } from './reader.ts';
import { topBar } from './top-bar.ts';
import { world } from './world/world.ts';

/** The whole page, from what the server said and what this window knows. `now` in milliseconds since the epoch. */
export function page(shown: PageState, now: number): Markup {
  const { state } = shown;
  if (state === null) return h('div', {}, connection(shown), opening(shown));
  const reader = readerOf(state, shown.as, now);
  const beside = thread(shown, state, reader);
  return h(
    'div',
    {},
    connection(shown),
    topBar(shown, state),
    h(
      'main',
      { class: beside === null ? 'panes' : 'panes with-thread' },
      channel(shown, state, reader),
      beside,
      world(shown, state, reader),
    ),
    shown.asking === null ? null : confirmation(shown.asking.confirmation),
    state.view === null ? null : modal(state.view, reader, shown),
  );
}

function opening({ as, connection }: PageState): Markup {
  if (connection !== 'lost') return h('p', { class: 'opening' }, 'Opening the channel…');
  return h('p', { class: 'opening' }, `Is there anybody called ${as} here? `, h('a', { href: '?as=ada' }, 'Be ada'));
}

/** The place is always there, so that what comes into it is read out. */
function connection({ connection: is }: PageState): Markup {
  const says = is === 'lost' ? 'The sandbox does not answer. It is tried again. If you stopped it, start it with npm run sandbox.' : '';
  return h('div', { class: 'connection', role: 'status' }, says);
}
