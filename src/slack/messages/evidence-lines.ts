import type { Evidence, EvidenceKind, Verdict } from '#domain/evidence.ts';
import { moment } from '../moment.ts';
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
  'data.intact': 'Data',
  'swap.job': 'Platform’s job',
  'swap.domains': 'Domains',
  'swap.app': 'The app itself',
  'swap.request-id': 'Request id',
  'auto-assignment': 'Auto-assignment',
  recovery: 'Error rate',
};

/** One line per fact: how it stands, what was found, where and when. */
export function evidenceLines(evidence: readonly Evidence[]): string[] {
  return evidence.map((found) => {
    const word = found.verdict === 'unavailable' ? ' (could not look)' : '';
    return `${MARKS[found.verdict]} *${NAMES[found.kind]}*${word}: ${finding(found)}`;
  });
}

/** The same where the headline says already what it is about. */
export function evidenceLine(found: Evidence): string {
  return `${MARKS[found.verdict]} ${finding(found)}`;
}

/** Where and when something was seen, to stand behind it. */
export function seen({ source, observedAt }: Pick<Evidence, 'source' | 'observedAt'>): string {
  return `_${quote(source, LONGEST_SOURCE)}, ${moment(observedAt)}_`;
}

function finding(found: Evidence): string {
  return `${quote(found.summary, LONGEST_SUMMARY)} ${seen(found)}`;
}
