import type { Statement } from '../parse/parsed.ts';
import type { Laid, Walked } from './walk-span.ts';

/** PostgreSQL's codes for a table and a schema that are not there. */
const NOT_THERE = new Set(['42P01', '3F000']);

/** The name of what is not there, in the words of PostgreSQL, where no migration ever makes it: somebody else does, or did. Null otherwise. */
export function unmadeIn({ sqlstate, message }: { sqlstate: string | null; message: string }, { below, steps }: Walked): string | null {
  if (sqlstate === null || !NOT_THERE.has(sqlstate)) return null;
  const name = /"([^"]+)" does not exist/u.exec(message)?.[1];
  const last = name?.split('.').at(-1);
  if (name === undefined || last === undefined) return null;
  return [...below, ...steps].some((one) => makes(one, last)) ? null : name;
}

/** Tables that a migration makes only where they are missing: it never knows what was there. */
export function madeWhereMissing({ parsed, migration: { up } }: Laid): string[] {
  return statementsOf(parsed)
    .filter(
      ({ node, start, end }) => node === 'CreateStmt' && /^create\s+(?:\w+\s+)*table\s+if\s+not\s+exists/iu.test(up.sql.slice(start, end)),
    )
    .flatMap(({ deeds }) => deeds.map(({ thing }) => thing.name.toLowerCase()));
}

/** What a migration takes away or changes of what is there. */
export function changedIn({ parsed }: Pick<Laid, 'parsed'>): string[] {
  return statementsOf(parsed)
    .filter(({ node }) => CHANGES.has(node))
    .flatMap(({ touches }) => touches.objects ?? [])
    .map((name) => name.toLowerCase());
}

const CHANGES: ReadonlySet<string> = new Set(['AlterTableStmt', 'DropStmt', 'RenameStmt']);

function makes({ parsed, migration: { up } }: Laid, name: string): boolean {
  // A program may make anything that it names.
  return statementsOf(parsed).some(
    ({ deeds, node, start, end }) =>
      deeds.some(({ how, thing, to }) => (how === 'makes' && thing.part === '' && thing.name === name) || to === name) ||
      (PROGRAMS.has(node) && up.sql.slice(start, end).includes(name)),
  );
}

const PROGRAMS: ReadonlySet<string> = new Set(['DoStmt', 'CreateFunctionStmt', 'SelectStmt', 'CallStmt']);

function statementsOf(parsed: Laid['parsed']): readonly Statement[] {
  return parsed.kind === 'parsed' ? parsed.statements : [];
}
