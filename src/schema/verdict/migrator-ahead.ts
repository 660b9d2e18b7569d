import { found } from '../diff/found.ts';
import type { Finding } from '../finding.ts';
import type { Migration, Tool } from '../migration.ts';

/**
 * Tools whose migrator ends the program that runs it where the database has a migration that the program lacks
 * (https://github.com/launchbadge/sqlx/issues/2079, https://github.com/golang-migrate/migrate).
 */
const STOPS: ReadonlySet<Tool> = new Set(['sqlx', 'golang-migrate']);

/** Whether the old build migrates when it boots, no file says: it is told, and changes no verdict. */
export function migratorAhead(tool: Tool, added: readonly Migration[]): Finding[] {
  const newest = added.at(-1);
  if (newest === undefined || !STOPS.has(tool)) return [];
  const message = `If the old build runs ${tool} when it boots, it stops there: the database has ${newest.name}, which that build does not. Start it without its migrator.`;
  return [found('MIGRATOR_AHEAD', newest.name, message, { severity: 'note' })];
}
