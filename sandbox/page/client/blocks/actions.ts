import { h, type Markup } from '../markup/h.ts';
import { control } from './control.ts';
import { objectsIn, stringIn, type JsonObject } from './json.ts';
import type { Place } from './place.ts';

export function actions(block: JsonObject, place: Place): Markup {
  const blockId = stringIn(block, 'block_id');
  return h(
    'div',
    { class: 'actions' },
    objectsIn(block['elements']).map((element) => control(element, blockId, place)),
  );
}
