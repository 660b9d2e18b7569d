import type { Saying } from '#machines/effects.ts';
import { chartBlock } from '#src/evidence/recovery/chart-block.ts';
import { chartText } from '#src/evidence/recovery/chart-text.ts';
import { context, preformatted, section, type Block, type Message } from '../block-kit.ts';
import { escape } from '../escape.ts';
import { evidenceLines } from './evidence-lines.ts';

type Look = Extract<Saying, { what: 'recovery' }>;

/** The verdict on the error rate, with the chart of it. */
export function recovery({ evidence, chart, moments, traded, move }: Look): Message {
  const verdict = evidence[0]?.verdict ?? 'unavailable';
  const title = TITLES[verdict];
  const body: Block[] = [
    section(`*${title}*\n${evidenceLines(evidence)}`),
    ...(traded !== null
      ? [
          section(
            `The ${move?.gesture === 'promote' ? 'promote' : 'rollback'} traded one outage for another. Customers now see “${escape(traded.title)}”: the code went back, but the database stayed on the schema that its migrations made. An alias re-point does not undo a migration. Go forward again.`,
          ),
        ]
      : []),
  ];
  const drawn = chartBlock({ chart }, moments);
  if (drawn === null) return { text: title, blocks: body };
  const legend = context('Errors per minute, before, during and after, with the moments marked.');
  return {
    text: title,
    blocks: [...body, drawn, legend],
    classic: [...body, preformatted(chartText({ chart }, moments).join('\n')), legend],
  };
}

const TITLES = {
  supports: 'Recovered',
  contradicts: 'Not recovered',
  inconclusive: 'Cannot tell whether it is recovered',
  unavailable: 'Could not look at the error rate',
} as const;
