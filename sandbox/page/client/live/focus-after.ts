import type { Gesture } from '../gesture.ts';

/** Where the focus goes after a gesture that changed what is shown. Null leaves it where it is. */
export function focusAfter(gesture: Gesture, threadBefore: string | null): string | null {
  switch (gesture.kind) {
    case 'open thread':
      return 'thread-title';
    case 'close thread':
      return `replies-${threadBefore ?? ''}`;
    case 'show':
      return gesture.pane === 'world' ? 'result' : null;
    case 'complete':
    case 'start scenario':
    case 'dismiss notice':
      return 'composer';
    case 'press':
    case 'answer confirmation':
    case 'use shortcut':
    case 'send':
    case 'attach':
    case 'play':
    case 'submit view':
    case 'close view':
    case 'ask hint':
    case 'run':
    case 'switch fault':
    case 'kill bot':
      return null;
  }
}
