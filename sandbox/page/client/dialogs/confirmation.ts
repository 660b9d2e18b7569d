import type { Confirmation } from '../gesture.ts';
import { h, type Markup } from '../markup/h.ts';

/** What Slack asks by itself before a button with a `confirm` counts. */
export function confirmation({ title, text, yes, no, isDanger }: Confirmation): Markup {
  return h(
    'dialog',
    {
      key: 'confirmation',
      class: 'modal small',
      role: 'alertdialog',
      'aria-labelledby': 'confirmation-title',
      'aria-describedby': 'confirmation-text',
      gesture: { kind: 'answer confirmation', yes: false },
    },
    h('h2', { id: 'confirmation-title' }, title),
    h('p', { id: 'confirmation-text', class: 'modal-body' }, text),
    h(
      'div',
      { class: 'modal-foot' },
      h('button', { type: 'button', class: 'button', gesture: { kind: 'answer confirmation', yes: false } }, no),
      h(
        'button',
        { type: 'button', class: isDanger ? 'button danger' : 'button primary', gesture: { kind: 'answer confirmation', yes: true } },
        yes,
      ),
    ),
  );
}
