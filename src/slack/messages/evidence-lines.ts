import type { Evidence, EvidenceKind, Verdict } from '#domain/evidence.ts';
import { moment } from '../moment.ts';
import { linked } from '../link.ts';
import { quote } from '../quote.ts';

const LONGEST_SUMMARY = 400;
const LONGEST_SOURCE = 12;

const MARKS: Record<Verdict, string> = { supports: '✅', contradicts: '❌', inconclusive: '❔', unavailable: '⚪' };

const NAMES: Record<EvidenceKind, string> = {
  'deploy.serving': 'Serving',
  'target.available': 'Way back',
  'errors.began': 'Errors began',
  'target.clean': 'Target was clean',
  'schema.fits': 'Migrations',
  'fix.proposed': 'Proposal',
  'target.answers': 'Target probed',
  'database.free': 'Database',
  'code.undone': 'Going back',
  'data.intact': 'Data',
  'swap.job': 'Platform’s job',
  'swap.domains': 'Domains',
  'swap.app': 'The app itself',
  'swap.request-id': 'Request id',
  'auto-assignment': 'Auto-assignment',
  recovery: 'Error rate',
};

/** One line per fact: how it stands, what was found and where. The time is said above them, by `seenAt`. */
export function evidenceLines(evidence: readonly Evidence[]): string[] {
  return evidence.map((found) => `${MARKS[found.verdict]} ${named(found)} ${sourceOf(found)}`);
}

/** A summary that begins with what it is about need not be told so. */
function named({ kind, verdict, summary }: Evidence): string {
  const name = NAMES[kind];
  const said = quote(summary, LONGEST_SUMMARY);
  if (verdict === 'unavailable') return `*${name}* (could not look): ${said}`;
  return said.startsWith(`${name} `) ? `*${name}*${said.slice(name.length)}` : `*${name}*: ${said}`;
}

/** When several facts were seen, to stand behind their headline: looked at together, they need not each say it. */
export function seenAt(evidence: readonly Pick<Evidence, 'observedAt'>[]): string {
  if (evidence.length === 0) return '';
  const times = evidence.map(({ observedAt }) => observedAt);
  const [first, last] = [moment(Math.min(...times)), moment(Math.max(...times))];
  return first === last ? ` _${first}_` : ` _${first} to ${last}_`;
}

export function sourceOf(found: Pick<Evidence, 'source' | 'link'>): string {
  return `_${leading(found)}_`;
}

/** The name of the source, which leads to what was seen there. */
function leading({ source, link }: Pick<Evidence, 'source' | 'link'>): string {
  return linked(quote(source, LONGEST_SOURCE), link);
}

/** The same where the headline says already what it is about. */
export function evidenceLine(found: Evidence, mark = MARKS[found.verdict]): string {
  return `${mark} ${quote(found.summary, LONGEST_SUMMARY)} ${seen(found)}`;
}

/** The same under its headline, which is the beginning of the summary where that says it already. */
export function headed(found: Evidence, title: string): string[] {
  const line = evidenceLine(found);
  if (!found.summary.startsWith(`${title}: `)) return [`*${title}*`, line];
  const end = line.indexOf(' (');
  return [end === -1 ? line : `*${line.slice(0, end)}*${line.slice(end)}`];
}

/** Where and when something was seen, to stand behind it. */
export function seen(found: Pick<Evidence, 'source' | 'observedAt' | 'link'>): string {
  return `_${leading(found)}, ${moment(found.observedAt)}_`;
}
