import type { Issue } from '#src/providers/errors.ts';
import type { RecoverySettings } from './settings.ts';

/**
 * The most frequent issue first seen since the move that happens too often to be chance, such as a column that the target's code
 * asks for and today's schema lacks. `counted` is since when the issues' events were counted; `acceptable` is in errors per minute; 0 where it is not known.
 */
export function findNewError(
  issues: readonly Issue[],
  since: { readonly firstSeen: number; readonly counted: number },
  now: number,
  acceptable: number,
  settings: RecoverySettings,
): Issue | null {
  const minutes = (now - since.counted) / 60_000;
  const material = Math.max(settings.newErrorPerMinute, settings.newErrorShare * acceptable) * minutes;
  const counted = issues.filter(
    (issue) => issue.firstSeen >= since.firstSeen && issue.count > settings.newErrorEvents && issue.count >= material,
  );
  return counted.reduce<Issue | null>((most, issue) => (most === null || issue.count > most.count ? issue : most), null);
}
