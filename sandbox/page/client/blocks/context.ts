import { h, type Markup } from '../markup/h.ts';
import type { Reader } from '../reader.ts';
import { objectsIn, stringIn, type JsonObject } from './json.ts';
import { notDrawn } from './not-drawn.ts';
import { text } from './text.ts';

export function context(block: JsonObject, reader: Reader): Markup {
  const elements = objectsIn(block['elements']).map((element) => {
    const type = stringIn(element, 'type');
    return type === 'mrkdwn' || type === 'plain_text' ? h('div', {}, text(element, reader)) : notDrawn(type);
  });
  return h('div', { class: 'context prose' }, elements);
}
