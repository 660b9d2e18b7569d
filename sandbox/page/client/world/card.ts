import { h, type Child, type Markup } from '../markup/h.ts';

/** One thing of the world, under its name. */
export function card(title: string, aside: Child | null, ...children: readonly (Child | null | readonly Child[])[]): Markup {
  const id = `card-${title.toLowerCase().replaceAll(/\W+/g, '-')}`;
  return h(
    'section',
    { class: 'card', 'aria-labelledby': id, key: id },
    h('div', { class: 'card-head' }, h('h3', { id }, title), aside),
    ...children,
  );
}
