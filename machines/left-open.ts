import type { DoneStep, IncidentContext } from './context.ts';

/** Titles of the steps that leave something open or close it. Stored with every incident, so that one that is renamed is forgotten by those. */
export const PAUSE_WRITES = 'Pause writes';
export const FREEZE_WRITES = 'Freeze writes';
export const RESUME_WRITES = 'Resume writes';
export const APPLY_SCRIPT = 'Apply rollback.sql';
export const RESTORE_DUMP = 'Restore the dump that was taken before';
export const SWITCH_OVER = 'Switch production to it';
export const TAKE_OFF_MAIN = 'Take the migration off main';
export const MATCH_MAIN = 'Make main agree with the restored database';
export const LAND_MIGRATION = 'Land the same migration on main';

type Known = Pick<IncidentContext, 'steps'>;

/** The step that paused writes, as long as nobody has resumed them. */
export function writesOff(known: Known): DoneStep | null {
  return open(known, [PAUSE_WRITES, FREEZE_WRITES], [RESUME_WRITES]);
}

/** The step that applied rollback.sql, as long as its migration may come again from main. */
export function scriptOnly(known: Known): DoneStep | null {
  return open(known, [APPLY_SCRIPT], [RESTORE_DUMP, SWITCH_OVER, TAKE_OFF_MAIN]);
}

/** The step that put an older database in its place, as long as nobody has compared main with it. */
export function restored(known: Known): DoneStep | null {
  return open(known, [RESTORE_DUMP, SWITCH_OVER], [MATCH_MAIN]);
}

/** The newest step that opened it, if none has closed it since. */
function open({ steps }: Known, opening: readonly string[], closing: readonly string[]): DoneStep | null {
  const last = steps.findLast(({ step }) => opening.includes(step) || closing.includes(step));
  return last !== undefined && opening.includes(last.step) ? last : null;
}
