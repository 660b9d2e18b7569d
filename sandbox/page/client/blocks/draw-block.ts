import { h, type Markup } from '../markup/h.ts';
import { actions } from './actions.ts';
import { chart } from './chart.ts';
import { context } from './context.ts';
import { input } from './input.ts';
import { stringIn, textIn, type JsonObject } from './json.ts';
import { notDrawn } from './not-drawn.ts';
import type { Place } from './place.ts';
import { richText } from './rich-text.ts';
import { section } from './section.ts';

type Draw = (block: JsonObject, place: Place) => Markup;

const DRAWN: Readonly<Record<string, Draw>> = {
  actions,
  context: (block, { reader }) => context(block, reader),
  data_visualization: (block) => chart(block),
  divider: () => h('hr'),
  header: (block) => h('h3', { class: 'header' }, textIn(block, 'text')),
  input,
  rich_text: (block, { reader }) => richText(block, reader),
  section,
};

/** A block as this page draws it; one that it cannot draw shows as a box that says so. */
export function drawBlock(block: JsonObject, place: Place): Markup {
  const type = stringIn(block, 'type');
  const draw = Object.hasOwn(DRAWN, type) ? DRAWN[type] : undefined;
  return draw === undefined ? notDrawn(type) : draw(block, place);
}
