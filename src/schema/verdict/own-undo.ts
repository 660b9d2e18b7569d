import { compareFingerprints, fingerprint } from '../catalogue/fingerprint.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Script } from '../migration.ts';
import type { Deed, Parsed, Statement, Thing } from '../parse/parsed.ts';
import { undoMarkIn } from '../parse/undo-mark.ts';

/** A sign that a file holds its way back too. Run whole it would look as if it did nothing, whatever its tool ran of it. */
export interface OwnUndo {
  /** Of the script, from 1. */
  readonly line: number;
  readonly why: string;
}

/** What follows for the verdict. */
export function saysOwnUndo({ why }: OwnUndo): string {
  return `The file holds its own undoing: ${why}. So which part of it ran on the live database cannot be told.`;
}

/** The schema on both sides of a script, and after each of its statements where each was looked at. */
export interface Around {
  readonly before: Catalogue;
  readonly after: Catalogue;
  readonly between: readonly { readonly line: number; readonly catalogue: Catalogue }[];
}

/** By its comments, by what its statements say that they do, and by the schema, which it leaves as it found it. Null where nothing tells so. */
export function ownUndoIn(script: Script, parsed: Parsed, around: Around | null): OwnUndo | null {
  if (parsed.kind === 'not parsed') return null;
  const mark = undoMarkIn(script.sql, parsed);
  if (mark !== null) {
    const words = mark.text.trim().split('\n')[0]?.slice(0, 60) ?? '';
    return { line: mark.line, why: `“${words}” looks like the beginning of its way back, in a form that is not known` };
  }
  return takenBack(script, parsed.statements) ?? (around === null ? null : leftAsFound(script, parsed.statements, around));
}

interface Made {
  thing: Thing;
  readonly at: number;
}

/** Something made and dropped again, or renamed and renamed back, that nothing lasting was made with in between. */
function takenBack(script: Script, statements: readonly Statement[]): OwnUndo | null {
  const made: Made[] = [];
  const renames: { origin: Thing; now: Thing }[] = [];
  for (const [at, { deeds, line }] of statements.entries()) {
    for (const { how, thing, to } of deeds) {
      if (how === 'makes') made.push({ thing, at });
      if (how === 'drops') {
        const first = made.find((one) => isSame(one.thing, thing) && one.at < at);
        if (first !== undefined && !isHelper(script, statements.slice(first.at + 1, at), thing))
          return { line, why: `${wordsOf(thing)} is taken away again by the same file that made it` };
      }
      if (how !== 'renames' || to === undefined) continue;
      const now = renamedTo(thing, to);
      const known = renames.find((one) => isSame(one.now, thing));
      if (known !== undefined && isSame(known.origin, now))
        return { line, why: `${wordsOf(thing)} gets its old name back from the same file` };
      if (known === undefined) renames.push({ origin: thing, now });
      else known.now = now;
      for (const one of made.filter((each) => isSame(each.thing, thing))) one.thing = now;
    }
  }
  return null;
}

const HOLDS_ROWS = new Set(['relation', 'column']);

/** Whether it served to make something that stays: rows of another table or column were written with it. */
function isHelper({ sql }: Script, between: readonly Statement[], { kind, name, part }: Thing): boolean {
  return between.some(({ node, start, end, writes, calls, deeds }) => {
    // A check that is valid spares SET NOT NULL its look at every row.
    if (kind === 'constraint' && deeds.some((deed) => deed.how === 'makes' && deed.thing.kind === 'NOT NULL' && deed.thing.name === name))
      return true;
    if (kind === 'function') return calls.includes(name) && (writes.length > 0 || RUNS.has(node));
    if (!HOLDS_ROWS.has(kind)) return writes.length > 0 && !SHAPES.has(kind);
    const others = writes.filter(({ table, columns }) =>
      kind === 'column' ? lastOf(table) !== name || columns.some((column) => column !== part) : lastOf(table) !== name,
    );
    return others.length > 0 && mentions(sql.slice(start, end), kind === 'column' ? part : name);
  });
}

const RUNS = new Set(['SelectStmt', 'CallStmt', 'DoStmt']);
/** Taking them off for a while does not help to write rows. */
const SHAPES = new Set(['type', 'label', 'role', 'right', 'extension', 'row security', 'forced row security']);

/** Its statements changed the schema, and its end is as its beginning. Writing rows is a reason to change it for a while. */
function leftAsFound({ firstLine }: Script, statements: readonly Statement[], { before, after, between }: Around): OwnUndo | null {
  const again = statements.flatMap((statement, at) => againIn(statements, at, statement));
  const looksOnly = statements.some(({ writes }) => writes.length > 0) || between.length === 0;
  if (again.length === 0 && looksOnly) return null;
  const [start, end] = [fingerprint(before), fingerprint(after)];
  if (compareFingerprints(start, end) !== 'same') return null;
  const why = 'it changes the schema and leaves it as it found it';
  const [first] = again;
  if (first !== undefined) return { line: first, why };
  if (looksOnly) return null;
  const changed = between.find(({ line, catalogue }) => {
    const at = statements.findIndex((statement) => firstLine + statement.line - 1 === line);
    return !isIdiom(statements, at) && compareFingerprints(fingerprint(catalogue), start) !== 'same';
  });
  return changed === undefined ? null : { line: changed.line - firstLine + 1, why };
}

/** The line at which a thing that an earlier statement dropped or changed is made or changed again. */
function againIn(statements: readonly Statement[], at: number, { deeds, line }: Statement): number[] {
  const earlier = statements.slice(0, at);
  return deeds.flatMap((deed) => {
    const first = earlier.findIndex((one) => one.deeds.some((old) => isUndoneBy(old, deed)));
    if (first < 0 || (isIdiom(statements, first) && first + 1 === at)) return [];
    const writes = statements.slice(first, at).some((one) => one.writes.length > 0);
    return writes && !HOLDS_ROWS.has(deed.thing.kind) ? [] : [line];
  });
}

function isUndoneBy(old: Deed, now: Deed): boolean {
  const fits = (old.how === 'drops' && now.how === 'makes') || (old.how === 'changes' && now.how === 'changes');
  return fits && isSame(old.thing, now.thing);
}

/** `drop policy if exists p …; create policy p …`, which is how people write what can run twice. */
function isIdiom(statements: readonly Statement[], at: number): boolean {
  const [statement, next] = [statements[at], statements[at + 1]];
  if (statement === undefined || next === undefined || statement.deeds.length === 0) return false;
  return statement.deeds.every(
    ({ how, thing, ifExists }) =>
      how === 'drops' && ifExists === true && !HOLDS_ROWS.has(thing.kind) && next.deeds.some((deed) => isSame(deed.thing, thing)),
  );
}

/** A name without its schema may be the same as one with it. */
function isSame(one: Thing, other: Thing): boolean {
  const schemas = one.schema === '' || other.schema === '' || one.schema === other.schema;
  const anyArguments = one.kind === 'function' && (one.part === '' || other.part === '');
  return schemas && one.kind === other.kind && one.name === other.name && (anyArguments || one.part === other.part);
}

function renamedTo(thing: Thing, to: string): Thing {
  return thing.part === '' ? { ...thing, name: to } : { ...thing, part: to };
}

function wordsOf({ kind, schema, name, part }: Thing): string {
  return `${kind === 'relation' ? '' : `${kind} `}${[schema, name, part].filter((word) => word !== '').join('.')}`;
}

function mentions(sql: string, name: string): boolean {
  return sql.toLowerCase().includes(name.toLowerCase());
}

function lastOf(table: string): string {
  return table.split('.').at(-1) ?? table;
}
