import type { Culprit } from '#domain/plan.ts';
import type { Errors, Issue, Window } from '#src/providers/errors.ts';

/**
 * The issue that this deploy brought: first seen since it, most frequent in the window. Null when there is none.
 *
 * @throws SwitchbackError as `errors.issues` does.
 */
export async function findCulprit(
  errors: Errors,
  { window, deployAt }: { readonly window: Window; readonly deployAt: number },
  signal: AbortSignal,
): Promise<Culprit | null> {
  const issues = await errors.issues(window, deployAt, signal);
  const since = issues.filter((issue) => issue.firstSeen >= deployAt && issue.count > 0);
  if (since.length === 0) return null;
  return culpritOf(since.reduce((most, issue) => (issue.count > most.count ? issue : most)));
}

export function culpritOf({ shortId, title, permalink, culprit }: Issue): Culprit {
  // A transaction where the events carry one, whatever it looks like; else a function. Which of both it is, its traffic tells.
  return { shortId, title, permalink, route: culprit === '' ? null : culprit };
}
