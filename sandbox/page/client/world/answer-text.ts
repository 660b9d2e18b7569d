import { h, type Markup } from '../markup/h.ts';

/** What fits beside a channel; the rest is counted. */
const MOST_ROWS = 3;

/** A page as text: its lines, and as a table those that have cells, which are told apart by tabs. */
export function answerText(text: string): readonly Markup[] {
  const lines = text.split('\n');
  const [head, ...rows] = lines.filter((line) => line.includes('\t')).map((line) => line.split('\t'));
  const words = lines.filter((line) => !line.includes('\t')).map((line) => h('p', {}, line));
  if (head === undefined) return words;
  const more = rows.length - MOST_ROWS;
  return [...words, table(head, rows.slice(0, MOST_ROWS)), ...(more > 0 ? [h('p', { class: 'muted small' }, `and ${more} more`)] : [])];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): Markup {
  const cells = (row: readonly string[]) => row.map((cell) => h('td', {}, cell));
  return h(
    'table',
    {},
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        head.map((name) => h('th', { scope: 'col' }, name)),
      ),
    ),
    h(
      'tbody',
      {},
      rows.map((row) => h('tr', {}, cells(row))),
    ),
  );
}
