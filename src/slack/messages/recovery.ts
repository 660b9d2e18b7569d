import type { Saying } from '#machines/effects.ts';
import { chartBlock } from '#src/evidence/recovery/chart-block.ts';
import { chartText } from '#src/evidence/recovery/chart-text.ts';
import { preformatted, sections, type Message } from '../block-kit.ts';
import { quote } from '../quote.ts';
import { headed } from './evidence-lines.ts';

type Look = Extract<Saying, { what: 'recovery' }>;

const TITLES = {
  supports: 'Recovered',
  contradicts: 'Not recovered',
  inconclusive: 'Cannot tell whether it is recovered',
  unavailable: 'Could not look at the error rate',
} as const;

/** The verdict on the error rate, with the chart of it. */
export function recovery({ evidence, chart, moments, traded, move }: Look): Message {
  const [found] = evidence;
  const title = TITLES[found?.verdict ?? 'unavailable'];
  const said = found === undefined ? [`*${title}*`] : headed(found, title);
  const body = sections([...said, ...(traded === null ? [] : [trade(traded.title, move)])]);
  const drawn = chartBlock({ chart }, moments);
  if (drawn === null) return { text: title, blocks: body };
  return {
    text: title,
    blocks: [...body, drawn],
    classic: [...body, preformatted(chartText({ chart }, moments).join('\n'))],
  };
}

function trade(error: string, move: Look['move']): string {
  const gesture = move?.gesture === 'promote' ? 'promote' : 'rollback';
  return `⚠️ The ${gesture} traded one outage for another. Customers now see “${quote(error, 200)}”: the code went back, but the database stayed on the schema that its migrations made. An alias re-point does not undo a migration. Go forward again.`;
}
