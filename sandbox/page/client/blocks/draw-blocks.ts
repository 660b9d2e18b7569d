import { h, type Markup } from '../markup/h.ts';
import { drawBlock } from './draw-block.ts';
import { stringIn, type JsonObject } from './json.ts';
import type { Place } from './place.ts';

/** The blocks of a message or of a modal. One that is there again after an update stays the same element, whatever came or went above it. */
export function drawBlocks(blocks: readonly JsonObject[], place: Omit<Place, 'block'>): readonly Markup[] {
  return blocks.map((drawn, index) => {
    const type = stringIn(drawn, 'type');
    const below = blocks.slice(index + 1).filter((other) => stringIn(other, 'type') === type);
    const block = `${type} ${below.length}`;
    return h('div', { key: block, class: 'block' }, drawBlock(drawn, { ...place, block }));
  });
}
