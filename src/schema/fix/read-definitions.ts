import { z } from 'zod';
import type { Lost, Scratch } from '../scratch.ts';

const rowShape = z.object({ oid: z.number(), definition: z.string() });

const DEFINITIONS_SQL = `
  SELECT p.oid::bigint AS oid, pg_get_functiondef(p.oid) AS definition
  FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  WHERE p.prokind IN ('f', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`;

/**
 * The text of every function by object id. A catalogue holds only a hash of it, so this must be asked while the scratch database has the old
 * schema.
 */
export async function readDefinitions(
  scratch: Pick<Scratch, 'probe'>,
): Promise<{ readonly kind: 'read'; readonly definitions: ReadonlyMap<number, string> } | Lost> {
  const ran = await scratch.probe(`SET LOCAL search_path = ''; ${DEFINITIONS_SQL}`);
  if (ran.kind === 'lost') return ran;
  if (ran.kind === 'failed') return { kind: 'lost', why: `The functions could not be read (${ran.sqlstate}): ${ran.message}` };
  const rows = z.array(rowShape).safeParse(ran.rows);
  if (!rows.success) return { kind: 'lost', why: 'The functions were answered in another form than expected.' };
  return { kind: 'read', definitions: new Map(rows.data.map(({ oid, definition }) => [oid, definition])) };
}
