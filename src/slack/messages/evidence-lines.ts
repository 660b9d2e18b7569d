import type { Evidence, EvidenceKind, Verdict } from '#domain/evidence.ts';
import { escape } from '../escape.ts';
import { moment } from '../moment.ts';

const MARKS: Record<Verdict, string> = { supports: '✅', contradicts: '❌', inconclusive: '❔', unavailable: '⚪' };

const NAMES: Record<EvidenceKind, string> = {
  'deploy.serving': 'Serving',
  'target.available': 'Way back',
  'errors.began': 'Errors began',
  'target.clean': 'Target was clean',
  'schema.fits': 'Migrations',
  'target.answers': 'Target probed',
  'data.intact': 'Data',
  'swap.job': 'Platform’s job',
  'swap.domains': 'Domains',
  'swap.app': 'The app itself',
  'swap.request-id': 'Request id',
  'auto-assignment': 'Auto-assignment',
  recovery: 'Error rate',
};

/** One line per fact: how it stands, what was found, where and when. */
export function evidenceLines(evidence: readonly Evidence[]): string {
  return evidence
    .map(({ kind, verdict, summary, source, observedAt }) => {
      const word = verdict === 'unavailable' ? ' (could not look)' : '';
      return `${MARKS[verdict]} *${NAMES[kind]}*${word}: ${escape(summary)} _${escape(source)}, ${moment(observedAt)}_`;
    })
    .join('\n');
}
