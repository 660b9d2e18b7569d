import type { Saying } from '#machines/effects.ts';
import { chartBlock } from '#src/evidence/recovery/chart-block.ts';
import { chartText } from '#src/evidence/recovery/chart-text.ts';
import { preformatted, sections, type Message } from '../block-kit.ts';
import { quote } from '../quote.ts';
import { headed } from './evidence-lines.ts';

type Look = Extract<Saying, { what: 'recovery' }>;

const TITLES = {
  supports: 'Recovered so far',
  contradicts: 'Not recovered',
  inconclusive: 'Cannot tell whether it is recovered',
  unavailable: 'Could not look at the error rate',
} as const;

/** The verdict on the error rate, with the chart of it. */
export function recovery({ evidence, chart, moments, traded, move, lastedMs, relapse }: Look): Message {
  const [found] = evidence;
  const title = titleOf(found?.verdict ?? 'unavailable', relapse);
  const said = found === undefined ? [`*${title}*`] : headed(found, title);
  const body = sections([
    ...said,
    ...(found?.verdict === 'supports' ? goesOn(lastedMs ?? null) : []),
    ...(relapse === 'after closing'
      ? ['The incident is closed, so nothing is being done about it. Type `/rollback` to open a new one.']
      : []),
    ...(traded === null ? [] : [trade(traded.title, move)]),
  ]);
  const drawn = chartBlock({ chart }, moments);
  if (drawn === null) return { text: title, blocks: body };
  return {
    text: title,
    blocks: [...body, drawn],
    classic: [...body, preformatted(chartText({ chart }, moments).join('\n'))],
  };
}

function titleOf(verdict: keyof typeof TITLES, relapse: Look['relapse']): string {
  if (relapse === 'after closing') return 'Failing again after the incident was closed';
  return relapse === true ? 'Failing again' : TITLES[verdict];
}

function goesOn(lastedMs: number | null): string[] {
  const lasted = lastedMs === null ? '' : `It lasted ${about(lastedMs)}, from the bad deploy until now. `;
  return [`${lasted}The bot keeps looking until the incident is closed and for a time after that, and says at once if it comes back.`];
}

function about(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}

function trade(error: string, move: Look['move']): string {
  const gesture = move?.gesture === 'promote' ? 'promote' : 'rollback';
  return `⚠️ The ${gesture} traded one outage for another. Customers now see “${quote(error, 200)}”: the code went back, but the database stayed on the schema that its migrations made. An alias re-point does not undo a migration. Go forward again.`;
}
