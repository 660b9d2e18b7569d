import { h, type Markup } from '../markup/h.ts';

/** Never an empty place where the bot said something. */
export function notDrawn(type: string): Markup {
  return h('p', { class: 'not-drawn' }, `A “${type}” stands here in Slack. This page does not draw it.`);
}
