import type { Finding } from '../finding.ts';
import { plain } from './plain.ts';
import { placeOf, worstFirst, type Report } from './report.ts';

const LONGEST = 160;

/** The one sentence for the question whether to go back. Quotes names from the schema: escape before showing. */
export function toSentence({ verdict, findings, perMigration }: Report): string {
  const [worst, ...others] = worstFirst(findings.filter(({ severity }) => severity !== 'note'));
  if (verdict === 'safe') return `The old code runs on today's schema: ${between(perMigration.length)}.`;
  if (verdict === 'unsafe') return `The old code fails on today's schema: ${because(worst, others.length)}`;
  if (verdict === 'unknown')
    return `Not known whether the old code runs on today's schema, so treat it as not safe: ${because(worst, others.length)}`;
  return `The old code runs on today's schema, with a caveat about data: ${because(worst, others.length)}`;
}

function between(count: number): string {
  if (count === 0) return 'no migration lies between the two';
  return count === 1
    ? 'one migration lies between, and nothing in it breaks it'
    : `${count} migrations lie between, and nothing in them breaks it`;
}

function because(worst: Finding | undefined, others: number): string {
  if (worst === undefined) return 'no finding says why; look at the full report.';
  const place = placeOf(worst, '');
  const proof = worst.failing ? ` A statement of it failed there with ${plain(worst.failing.sqlstate, 5)}.` : '';
  const more = others === 0 ? '' : ` And ${others} more.`;
  // What markers add stands in the whole report.
  const [first = ''] = worst.message.split(/(?<=\.) (?=\p{Lu})/u);
  const message = plain(first, LONGEST).replace(/\.$/, '');
  return `${message}${place === null ? '' : ` (${plain(place, LONGEST)})`}.${proof}${more}`;
}
