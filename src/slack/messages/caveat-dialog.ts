import { schemaDetails } from '#domain/schema-details.ts';
import { inUtc, withInstants } from '#domain/instant.ts';
import type { Choice } from '#machines/choices.ts';
import type { IncidentContext } from '#machines/context.ts';
import { cut, plain } from '../block-kit.ts';

export interface Dialog {
  readonly title: ReturnType<typeof plain>;
  readonly text: ReturnType<typeof plain>;
  readonly confirm: ReturnType<typeof plain>;
  readonly deny: ReturnType<typeof plain>;
}

/** What Slack takes. */
const LONGEST_TEXT = 300;

/** Asked once more before the old code meets data that it does not know. Each caveat has its number. Null for every other button. */
export function caveatDialog({ intent }: Pick<Choice, 'intent'>, { evidence }: Pick<IncidentContext, 'evidence'>): Dialog | null {
  const details = schemaDetails(evidence['schema.fits']);
  if (intent.type !== 'move.confirm' || details?.verdict !== 'safe with data caveat') return null;
  const found = details.findings.map(({ message }) => message);
  const more = details.more === 0 ? [] : [`… and ${details.more} more.`];
  return {
    title: plain('The old code runs, but'),
    text: plain(cut(withInstants([...found, ...more].join('\n'), inUtc) || 'its data has a caveat that the thread tells.', LONGEST_TEXT)),
    confirm: plain('Roll back'),
    deny: plain('Not yet'),
  };
}
