import type { ShownView } from '../../protocol.ts';
import { drawBlocks } from '../blocks/draw-blocks.ts';
import { objectsIn, textIn } from '../blocks/json.ts';
import { h, type Markup } from '../markup/h.ts';
import type { PageState } from '../page-state.ts';
import type { Reader } from '../reader.ts';

/** A modal as the bot opened it. It is shown by `live/dialogs.ts`, which asks the browser to keep the focus inside. */
export function modal(
  { id, modal: opened, errors }: ShownView,
  reader: Reader,
  { waiting, notice }: Pick<PageState, 'waiting' | 'notice'>,
): Markup {
  const submit = textIn(opened, 'submit');
  const place = { pane: 'modal', ts: id, errors, reader };
  return h(
    'dialog',
    { key: `view ${id}`, class: 'modal', 'aria-labelledby': 'modal-title', gesture: { kind: 'close view', view: id } },
    h(
      'form',
      { gesture: { kind: 'submit view', view: id }, novalidate: true },
      h('h2', { id: 'modal-title' }, textIn(opened, 'title')),
      h(
        'div',
        { class: 'modal-body' },
        drawBlocks(objectsIn(opened['blocks']), place),
        // What is wrong with a field stands under it.
        notice?.kind === 'refused' && Object.keys(errors).length === 0 ? h('p', { class: 'error', role: 'alert' }, notice.text) : null,
      ),
      h(
        'div',
        { class: 'modal-foot' },
        h('button', { type: 'button', class: 'button', gesture: { kind: 'close view', view: id } }, textIn(opened, 'close') || 'Cancel'),
        submit === '' ? null : h('button', { class: 'button primary', 'aria-disabled': waiting > 0 ? 'true' : null }, submit),
      ),
    ),
  );
}
