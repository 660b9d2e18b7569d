import type { ShownWorld } from '../../protocol.ts';
import { clockSeconds } from '../blocks/moment.ts';
import { h, type Markup } from '../markup/h.ts';
import type { Reader } from '../reader.ts';
import { answerText } from './answer-text.ts';
import { card } from './card.ts';

type Page = ShownWorld['pages'][number];

/** The pages as a customer gets them: the first one whole, and of the others what is wrong with them. */
export function customers({ pages }: ShownWorld, reader: Reader): Markup {
  return card(
    'What customers see',
    pages.length === 0 ? h('span', { class: 'chip' }, 'Not asked yet') : null,
    ...pages.map((page, index) => browser(page, index === 0, reader)),
  );
}

function browser({ path, status, text, at }: Page, isWhole: boolean, reader: Reader): Markup {
  const looks = status !== null && status < 400 ? 'good' : 'bad';
  return h(
    'div',
    { class: `browser ${looks}`, key: path },
    h(
      'p',
      { class: 'address' },
      h('span', {}, path),
      h('span', { class: 'muted' }, clockSeconds(at, reader)),
      h('span', { class: `chip ${looks}` }, status === null ? 'No answer' : String(status)),
    ),
    isWhole || looks === 'bad'
      ? h('div', { class: 'scroll answer', tabindex: '0', role: 'region', 'aria-label': `The answer of ${path}` }, answerText(text))
      : null,
  );
}
