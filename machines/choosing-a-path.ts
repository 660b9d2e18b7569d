import type { Path } from './paths.ts';

const LEADS_TO = {
  're-point': '#rePoint',
  'revert and roll forward': '#rollForward',
  'new generation': '#newGeneration',
  'forward-fix': '#forwardFix',
  'compatible re-point': '#rePoint',
  'rollback.sql': '#rollbackScript',
  'stop a stuck migration': '#stuckMigration',
  'staging branch restore': '#stagingBranchRestore',
  'disaster recovery': '#catastrophic',
} as const satisfies Record<Path, string>;

/** One transition per path that this place can offer; each is legal only where the class of the incident offers the path now. */
export function choosingAPath(...paths: readonly Path[]) {
  return paths.map((path) => ({
    guard: { type: 'thePathIsOpenAndChosen' as const, params: { path } },
    target: LEADS_TO[path],
    actions: { type: 'takePath' as const, params: { path } },
  }));
}
