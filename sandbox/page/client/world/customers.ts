import type { ShownWorld } from '../../protocol.ts';
import { clockSeconds } from '../blocks/moment.ts';
import { h, type Markup } from '../markup/h.ts';
import type { Reader } from '../reader.ts';
import { answerText } from './answer-text.ts';
import { card } from './card.ts';

/** The invoices page as a customer gets it. */
export function customers({ invoices }: ShownWorld, reader: Reader): Markup {
  const { status, text, at } = invoices;
  const looks = lookOf(invoices);
  return card(
    'What customers see',
    h('span', { class: `chip ${looks}` }, looks === '' ? 'Not asked yet' : status === null ? 'No answer' : String(status)),
    h(
      'div',
      { class: `browser ${looks}` },
      h('p', { class: 'address' }, '/invoices', h('span', { class: 'muted' }, looks === '' ? '' : clockSeconds(at, reader))),
      h('div', { class: 'scroll answer', tabindex: '0', role: 'region', 'aria-label': 'The answer' }, answerText(text)),
    ),
  );
}

function lookOf({ status, at }: ShownWorld['invoices']): 'good' | 'bad' | '' {
  if (at === 0) return '';
  return status !== null && status < 400 ? 'good' : 'bad';
}
