import { h, type Markup } from '../markup/h.ts';
import { control } from './control.ts';
import { isObject, objectsIn, stringIn, type JsonObject } from './json.ts';
import type { Place } from './place.ts';
import { text } from './text.ts';

export function section(block: JsonObject, place: Place): Markup {
  const { reader } = place;
  const fields = objectsIn(block['fields']);
  const accessory = block['accessory'];
  return h(
    'div',
    { class: 'section' },
    h(
      'div',
      { class: 'prose' },
      text(block['text'], reader),
      fields.length === 0
        ? null
        : h(
            'div',
            { class: 'fields' },
            fields.map((field) => h('div', {}, text(field, reader))),
          ),
    ),
    isObject(accessory) ? control(accessory, stringIn(block, 'block_id'), place) : null,
  );
}
