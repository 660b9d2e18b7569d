import type { Evidence } from '#domain/evidence.ts';
import type { Errors, Issue, Window } from '#src/providers/errors.ts';
import { blamesAnother } from '../probe/blames-another.ts';
import { counted, quoted } from '../recovery/words.ts';
import { withinDeadline } from '../within-deadline.ts';

/** Where the errors are not the deploy's, people want to know whose they are. What cannot be read adds nothing. */
export async function nameFault(
  errors: Pick<Errors, 'issues'>,
  began: Evidence,
  window: Window,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<Evidence> {
  if (began.verdict !== 'contradicts') return began;
  const read = await withinDeadline((stopped) => errors.issues(window, null, stopped), deadlineMs, signal);
  const [most] = read.kind === 'read' ? read.value.filter(({ count }) => count > 0) : [];
  if (most === undefined) return began;
  const failing = sentence(most);
  const details = typeof began.details === 'object' && !Array.isArray(began.details) ? began.details : {};
  return { ...began, summary: `${began.summary} ${failing}`, details: { ...details, failing } };
}

function sentence({ title, shortId, culprit, count }: Issue): string {
  const where = culprit === '' ? '' : ` in ${quoted(culprit, 40)}`;
  const whose = blamesAnother(title, 0) ? ', the failure of something that the app asks' : '';
  return `Most frequent: “${quoted(title)}” (${shortId})${where}, ${counted(count, 'time')}${whose}.`;
}
