import { schemaDetails, type SchemaDetails, type SchemaFinding } from '#domain/schema-details.ts';
import type { IncidentContext } from '#machines/context.ts';
import { quote, quoteCode, quoteSentences } from '../quote.ts';

type Known = Pick<IncidentContext, 'evidence'>;

const LONGEST_NAME = 80;
const LONGEST_SENTENCE = 80;
const LONGEST_STATEMENT = 50;
/** On the status message, where a phone must show the buttons as well. */
const SHORT_NAME = 24;
const SHORT_SENTENCE = 90;
const SHORT_LIMIT = 100;

const SCRIPT = {
  verified: 'was tried and gives the old schema back',
  differs: 'runs, but does not give back quite what was there',
  wrong: 'is wrong: do not apply it',
  'cannot tell': 'could not be tried: do not rely on it',
} as const;

/** How far back one can go. */
export function floorLine({ evidence }: Known): string[] {
  const floor = schemaDetails(evidence['schema.fits'])?.floor ?? null;
  if (floor === null) return [];
  const deploy = quoteCode(short(floor.deploy), SHORT_NAME);
  const ended = floor.endedBy === null ? '' : `, set by ${quote(floor.endedBy, SHORT_NAME)}`;
  return [`*Rollback floor* ${deploy}${ended}`];
}

/** Whether a fix is drafted, in one short line. */
export function fixLine({ evidence }: Known): string[] {
  const fix = schemaDetails(evidence['schema.fits'])?.fix ?? null;
  if (fix === null) return [];
  if (fix.kind === 'none') return ['*Fix* none could be drafted: a person writes it'];
  return [fix.whole ? '*Fix* drafted and proved' : '*Fix* drafted in part: a person completes it'];
}

export function proposalLine({ evidence }: Known): string[] {
  const proposal = evidence['fix.proposed'];
  return proposal === undefined ? [] : [`*Proposal* ${quote(proposal.summary, 2 * LONGEST_SENTENCE)}`];
}

/** What was found about the authors' own way back. */
export function scriptLine({ evidence }: Known): string[] {
  const down = schemaDetails(evidence['schema.fits'])?.down ?? null;
  return down === null ? [] : [`*rollback.sql* ${SCRIPT[down.verdict]}. ${quote(down.why, SHORT_SENTENCE)}`];
}

/** Everything that is known about going back, for the thread. */
export function wholeVerdict(details: SchemaDetails): string[] {
  const { more, limits, down, fitting } = details;
  return [
    ...details.findings.slice(0, 1).map(finding),
    ...others(details.findings.slice(1), more),
    ...wholeFloor(details),
    ...(fitting.length === 0 ? [] : ['Another target still runs on today’s schema: it is among the buttons.']),
    ...wholeFix(details),
    ...(down === null ? [] : [`*rollback.sql* ${SCRIPT[down.verdict]}. ${quote(down.why, LONGEST_SENTENCE)}`]),
    ...(limits.length === 0
      ? []
      : [`_Not looked at:_ ${quote(limits[0] ?? '', SHORT_LIMIT)}${limits.length > 1 ? ` And ${limits.length - 1} more.` : ''}`]),
  ];
}

/** What is found beside the worst, by name: a screen of a phone has no room for more. */
function others(findings: readonly SchemaFinding[], more: number): string[] {
  if (findings.length === 0) return more === 0 ? [] : [`… and ${more} more findings.`];
  const named = findings.map(({ code, object }) => `${quote(code, 40)} ${quote(object, LONGEST_NAME)}`).slice(0, 3);
  const rest = findings.length - named.length + more;
  return [`• Also ${named.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}.`];
}

/** Why nothing was drafted, and what a person must write. */
export function noFix({ fix, findings }: SchemaDetails): string[] {
  if (fix?.kind !== 'none') return [];
  return [
    quote(fix.why, LONGEST_SENTENCE),
    ...findings.map(finding),
    ...fix.uncovered.map((one) => `• To be written by a person: ${quote(one, LONGEST_SENTENCE)}`),
  ];
}

function finding({ code, object, place, message, failing }: SchemaFinding): string {
  const where = place === null ? '' : ` (${quote(place, LONGEST_NAME)})`;
  const tried =
    failing === null ? '' : ` Tried there: “${quote(failing.statement, LONGEST_STATEMENT)}” fails with ${quote(failing.sqlstate, 5)}.`;
  const about = message.includes(object) ? '' : ` ${quote(object, LONGEST_NAME)}:`;
  return `• *${quote(code, 40)}*${about} ${quoteSentences(message, LONGEST_SENTENCE)}${where}${tried}`;
}

function wholeFloor({ floor }: SchemaDetails): string[] {
  if (floor === null) return [];
  const ended = floor.endedBy === null ? '; nothing older is known' : `, because of ${quote(floor.endedBy, LONGEST_NAME)}`;
  return [`*Rollback floor* ${quote(short(floor.deploy), LONGEST_NAME)} is the oldest that still runs${ended}.`];
}

/** A commit as people write it; any other name as it is. */
function short(deploy: string): string {
  return /^[0-9a-f]{40,64}$/.test(deploy) ? deploy.slice(0, 7) : deploy;
}

function wholeFix({ fix }: SchemaDetails): string[] {
  if (fix === null) return [];
  if (fix.kind === 'none') return [`*Forward-fix* none could be drafted: ${quote(fix.why, LONGEST_SENTENCE)}`];
  return [
    fix.whole ? '*Forward-fix* drafted and proved: choose it to see it.' : '*Forward-fix* drafted in part: a person must complete it.',
  ];
}
