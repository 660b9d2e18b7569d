import { isComplete, type Completion } from './completion.ts';

/** What a key does in the composer while commands are offered. `pass` leaves it to the browser. */
export type KeyAnswer =
  | { readonly kind: 'mark'; readonly index: number }
  | { readonly kind: 'complete'; readonly text: string }
  | { readonly kind: 'close' }
  | { readonly kind: 'pass' };

export function completionKey(key: string, draft: string, offered: readonly Completion[], marked: number): KeyAnswer {
  const chosen = offered[marked];
  if (chosen === undefined) return { kind: 'pass' };
  switch (key) {
    case 'ArrowDown':
      return { kind: 'mark', index: (marked + 1) % offered.length };
    case 'ArrowUp':
      return { kind: 'mark', index: (marked + offered.length - 1) % offered.length };
    case 'Escape':
      return { kind: 'close' };
    case 'Tab':
    case 'Enter':
      return isComplete(draft, chosen) ? { kind: 'pass' } : { kind: 'complete', text: chosen.text };
    default:
      return { kind: 'pass' };
  }
}
