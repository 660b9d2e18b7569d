import type { Gesture } from '../gesture.ts';
import { h, type Child, type Markup } from '../markup/h.ts';

interface MenuParts {
  /** Unique on the page. */
  readonly id: string;
  readonly label: string;
  /** What is read out, where the label is not a word. */
  readonly spoken?: string;
  readonly look?: string;
  readonly items: readonly { readonly label: string; readonly gesture: Gesture }[];
}

/** A button that opens a list of things to do. The browser opens, closes and layers it; the keys are in `live/menus.ts`. */
export function menu({ id, label, spoken, look = 'button menu-button', items }: MenuParts): Markup {
  const safeId = id.replaceAll(/[^\w-]/g, (character) => `_${character.codePointAt(0)?.toString(16) ?? ''}`);
  const entries: Child[] = items.map((item) =>
    h('button', { type: 'button', role: 'menuitem', tabindex: '-1', gesture: item.gesture }, item.label),
  );
  return h(
    'span',
    { class: 'menu', key: safeId },
    h(
      'button',
      {
        type: 'button',
        class: look,
        id: `${safeId}-button`,
        popovertarget: safeId,
        'aria-haspopup': 'menu',
        'aria-label': spoken ?? null,
        title: spoken ?? null,
      },
      label,
    ),
    h('div', { id: safeId, class: 'menu-items', role: 'menu', popover: 'auto', 'aria-labelledby': `${safeId}-button` }, entries),
  );
}
