import { z } from 'zod';
import { literal } from '../oracle/quote.ts';
import type { Lost, Scratch } from '../scratch.ts';

const names = z.array(z.object({ name: z.string() }));
const rows = z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() }));

/** Where every sequence stands: whether `value` was given already, or comes next. */
export type Sequences = z.infer<typeof rows>;

// In any other order privileges would be asked of tables.
const NAMES_SQL = `select pg_catalog.format('%I.%I', n.nspname, c.relname) as name
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid operator(pg_catalog.=) c.relnamespace
  where case when c.relkind operator(pg_catalog.=) 'S'
    then pg_catalog.has_sequence_privilege(c.oid, 'select') and pg_catalog.has_sequence_privilege(c.oid, 'update') else false end`;

export async function readSequences(scratch: Pick<Scratch, 'run'>): Promise<Sequences | Lost> {
  const named = await rowsOf(scratch, names, NAMES_SQL);
  if ('kind' in named || named.length === 0) return named as Lost | [];
  // `pg_sequences` does not tell where one stands that has given nothing yet.
  const each = named.map(
    ({ name }) => `select ${literal(name)} as name, last_value::pg_catalog.text as value, is_called as called from ${name}`,
  );
  return await rowsOf(scratch, rows, each.join(' union all '));
}

async function rowsOf<T>(scratch: Pick<Scratch, 'run'>, shape: z.ZodType<T[]>, sql: string): Promise<T[] | Lost> {
  const ran = await scratch.run(sql);
  if (ran.kind === 'lost') return ran;
  const read = ran.kind === 'ok' ? shape.safeParse(ran.rows) : null;
  return read?.success === true ? read.data : { kind: 'lost', why: 'The sequences of the scratch database could not be read.' };
}

/** What a rollback does not undo: a sequence that was asked goes on from there. False where it could not be put back. */
export async function resetSequences(scratch: Pick<Scratch, 'run'>, sequences: Sequences): Promise<boolean> {
  const calls = sequences.map(({ name, value, called }) => `pg_catalog.setval(${literal(name)}::pg_catalog.regclass, ${value}, ${called})`);
  const ran = await scratch.run(calls.map((call) => `select ${call}`).join('; '));
  return ran.kind === 'ok';
}
