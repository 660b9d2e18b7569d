import { z } from 'zod';
import { literal } from '../oracle/quote.ts';
import type { Lost, Scratch } from '../scratch.ts';

const rows = z.array(z.object({ name: z.string(), value: z.string().nullable(), start: z.string() }));

/** Where every sequence stands: `value` is null for one that has given nothing yet. */
export type Sequences = z.infer<typeof rows>;

const READ_SQL = `select pg_catalog.format('%I.%I', schemaname, sequencename) as name, last_value::pg_catalog.text as value,
  start_value::pg_catalog.text as start from pg_catalog.pg_sequences`;

export async function readSequences(scratch: Pick<Scratch, 'run'>): Promise<Sequences | Lost> {
  const ran = await scratch.run(READ_SQL);
  if (ran.kind === 'lost') return ran;
  const read = ran.kind === 'ok' ? rows.safeParse(ran.rows) : null;
  return read?.success === true ? read.data : { kind: 'lost', why: 'The sequences of the scratch database could not be read.' };
}

/** What a rollback does not undo: a sequence that was asked goes on from there. False where it could not be put back. */
export async function resetSequences(scratch: Pick<Scratch, 'run'>, sequences: Sequences): Promise<boolean> {
  const ran =
    await scratch.run(`select pg_catalog.setval(s.name::pg_catalog.regclass, coalesce(s.value, s.start)::bigint, s.value is not null)
    from pg_catalog.jsonb_to_recordset(${literal(JSON.stringify(sequences))}::pg_catalog.jsonb) as s (name text, value text, start text)`);
  return ran.kind === 'ok';
}
