import type { Gesture } from '../gesture.ts';
import type { PageState } from '../page-state.ts';

/** What this window shows after a gesture, before the server says anything. */
export function gestured(page: PageState, gesture: Gesture): PageState {
  switch (gesture.kind) {
    case 'press':
      return { ...page, notice: null, asking: gesture.confirmation && { confirmation: gesture.confirmation, press: gesture.press } };
    case 'answer confirmation':
      return { ...page, asking: null };
    case 'open thread':
      return { ...page, thread: gesture.ts, pane: 'channel' };
    case 'close thread':
      return { ...page, thread: null };
    case 'show':
      return { ...page, pane: gesture.pane };
    case 'play':
      return { ...page, as: gesture.person, notice: null };
    case 'start scenario':
      return { ...page, thread: null, notice: null, pane: 'channel' };
    case 'send':
      return { ...page, notice: null, completion: null, ...(gesture.threadTs === null ? { draft: '' } : {}) };
    case 'complete':
      return { ...page, draft: gesture.text, completion: 0 };
    case 'dismiss notice':
    case 'attach':
    case 'use shortcut':
    case 'submit view':
    case 'close view':
      return { ...page, notice: null };
    case 'switch fault':
    case 'run':
    case 'ask hint':
    case 'kill bot':
      return page;
  }
}
