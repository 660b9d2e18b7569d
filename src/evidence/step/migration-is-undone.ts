import type { SchemaDetails } from '#domain/schema-details.ts';
import type { StepReading } from '#domain/step-claim.ts';
import type { Database } from '#src/providers/database.ts';
import { readApplied } from '#src/schema/live/read-applied.ts';

/** Prisma names a migration by its folder and keeps a mark of what was undone; Drizzle, where it has names, has no row then. */
const TOOLS = ['prisma', 'drizzle'] as const;

/** Does the tool's own table no longer count the migration as applied? */
export async function migrationIsUndone(
  database: Pick<Database, 'query'> | null,
  schema: SchemaDetails | null,
  signal: AbortSignal,
): Promise<StepReading> {
  const name = schema?.floor?.endedBy ?? null;
  if (database === null) return { found: 'cannot tell', what: 'No database is configured, so this was not checked.' };
  if (name === null) return { found: 'cannot tell', what: 'The schema verdict does not name the migration.' };
  for (const tool of TOOLS) {
    const read = await readApplied(database, tool, signal);
    if (read.kind === 'cannot tell') continue;
    const states = read.rows.filter(({ key }) => key === name).map(({ state }) => state);
    if (states.includes('applied')) return { found: 'not so', what: `${name} is still recorded as applied.` };
    if (states.length > 0) return { found: 'so', what: `${name} is recorded as ${states.at(-1) ?? 'undone'}.` };
    if (tool === 'drizzle' && read.rows.some(({ key }) => key !== null)) return { found: 'so', what: `${name} is not recorded any more.` };
  }
  return { found: 'cannot tell', what: `No table of migrations that can be read names ${name}.` };
}
