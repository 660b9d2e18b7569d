import type { UndoneChange } from './undone-changes.ts';

export interface Hints {
  /** Paths that the error names, as its frames write them. Untrusted text. */
  readonly named: readonly string[];
  /** Paths of migrations that were applied. */
  readonly migrations: readonly string[];
}

export interface Suspect {
  readonly change: UndoneChange;
  /** Whole sentences; may quote paths and names: untrusted text. */
  readonly reasons: readonly string[];
}

export type Suspicion =
  | { readonly kind: 'nothing' }
  /** `others` go away with it where the target serves, and stay where only it is reverted. */
  | { readonly kind: 'one'; readonly suspect: Suspect; readonly others: readonly UndoneChange[] }
  /** Nothing tells which, so a person chooses; the likelier first, then the newer. */
  | { readonly kind: 'several'; readonly suspects: readonly Suspect[] };

/**
 * Which change to undo. Only the error's own words single one out among several: that one is the newest, or has a migration in it, is a
 * reason to look at it and none to leave the others.
 */
export function proposeSuspect(changes: readonly UndoneChange[], hints: Hints): Suspicion {
  const [first, ...others] = changes.map((change) => ({
    change,
    reasons: reasonsFor(change, hints),
    named: namedIn(change, hints).length > 0,
  }));
  if (first === undefined) return { kind: 'nothing' };
  if (others.length === 0) {
    const reasons = ['It is the only change between what serves and the target.', ...first.reasons];
    return { kind: 'one', suspect: { change: first.change, reasons }, others: [] };
  }
  const all = [first, ...others];
  const named = all.filter((suspect) => suspect.named);
  const unlisted = all.filter(({ change }) => change.paths === null);
  const [only] = named;
  if (only !== undefined && named.length === 1 && unlisted.every(({ change }) => change === only.change)) {
    return { kind: 'one', suspect: bare(only), others: changes.filter((change) => change !== only.change) };
  }
  const likelier = (suspect: (typeof all)[number]): number => (suspect.named ? 2 : 0) + (suspect.reasons.length > 1 ? 1 : 0);
  return { kind: 'several', suspects: all.toSorted((one, other) => likelier(other) - likelier(one)).map(bare) };
}

function reasonsFor(change: UndoneChange, hints: Hints): readonly string[] {
  const named = namedIn(change, hints);
  const migrations = (change.paths ?? []).filter((path) => hints.migrations.includes(path));
  return [
    ...(named.length === 0 ? [] : [`It changed ${some(named)}, which the error names.`]),
    ...(migrations.length === 0 ? [] : [`It has ${some(migrations)} in it, which was applied: a revert leaves that as it is.`]),
    ...(change.paths === null ? ['It changed more files than are listed, so it cannot be told whether the error names one of them.'] : []),
    cameBy(change),
  ];
}

function cameBy({ how, request, inside, commits }: UndoneChange): string {
  const number = request === null ? '' : `#${request.number}`;
  switch (how) {
    case 'direct push':
      return 'It was pushed directly, without a pull request.';
    case 'squash':
      return `It came as one commit with pull request ${number}.`;
    case 'rebase':
      return `It came as ${commits.length} commits with pull request ${number}.`;
    case 'merge commit':
      return `It came as a merge of ${inside} ${inside === 1 ? 'commit' : 'commits'}${request === null ? ', without a pull request' : ` with pull request ${number}`}.`;
  }
}

/** Frames are written from other folders than the repository's: `/var/task/src/a.ts`, `app:///src/a.ts`. */
function namedIn({ paths }: UndoneChange, { named }: Hints): readonly string[] {
  return (paths ?? []).filter((path) => named.some((frame) => frame === path || frame.endsWith(`/${path}`)));
}

function some(paths: readonly string[]): string {
  return paths.length > 2 ? `${paths.slice(0, 2).join(', ')} and ${paths.length - 2} more` : paths.join(' and ');
}

function bare({ change, reasons }: Suspect): Suspect {
  return { change, reasons };
}
