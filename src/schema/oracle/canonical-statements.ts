import type { Catalogue, Relation, Routine } from '../catalogue/catalogue.ts';
import { isCallable, signature } from '../diff/functions.ts';
import { qualified } from '../diff/named.ts';
import { isView } from '../diff/views.ts';
import { identifier, literal, relationName } from './quote.ts';
import { roleStatements } from './role-statements.ts';
import { analysed, plain } from './statement.ts';
import type { Statement, Way } from './statement.ts';
import { tableStatements } from './table-statements.ts';
import { worldOf } from './world.ts';
import type { World } from './world.ts';

/**
 * What code written for a schema is taken to say to it, with made-up values. `objects` are those of findings: a column or constraint
 * stands for its table; null is everything. Some will be refused by the old schema already; those prove nothing and are left out when they are accepted.
 */
export function canonicalStatements(catalogue: Catalogue, objects: ReadonlySet<string> | null = null): Statement[] {
  const world = worldOf(catalogue);
  const holders =
    objects && new Set([...objects].flatMap((object) => [object, object.replace(/\/.*$/, ''), object.replace(/\.[^.]*$/, '')]));
  const wanted = (name: string) => holders === null || holders.has(name);
  const named = <T extends { readonly schema: string; readonly name: string }>(all: readonly T[]) =>
    all.filter((object) => wanted(qualified(object)));
  return [
    ...named(catalogue.relations).flatMap((relation) => relationStatements(world, relation)),
    ...named(catalogue.enums).flatMap((type) =>
      type.labels.map((label) => one(qualified(type), label, plain(`select ${literal(label)}::${relationName(type)}`))),
    ),
    ...named(catalogue.domains).map((domain) =>
      one(qualified(domain), null, plain(`select null::${relationName(domain)}`), analysed(`select null::${relationName(domain)}`)),
    ),
    ...named(catalogue.composites).map((type) =>
      one(qualified(type), null, plain(`select row(${type.columns.map(() => 'null').join(', ')})::${relationName(type)}`)),
    ),
    // The number of a column comes through its default; naming its sequence is left to few.
    ...named(catalogue.sequences.filter((sequence) => sequence.ownedBy === null)).map((sequence) =>
      one(qualified(sequence), null, plain(`select nextval(${literal(relationName(sequence))})`)),
    ),
    ...catalogue.functions.filter((routine) => wanted(signature(routine))).flatMap(calls),
  ];
}

function relationStatements(world: World, relation: Relation): Statement[] {
  if (relation.partitionOf !== null) return [];
  const ofOwner = isView(relation) ? viewStatements(relation) : tableStatements(world, relation);
  return ofOwner.concat(roleStatements(world, relation));
}

function one(object: string, part: string | null, ...ways: Way[]): Statement {
  return { object, part, use: 'ordinary', ways };
}

function viewStatements(view: Relation): Statement[] {
  const object = qualified(view);
  const name = relationName(view);
  const columns = view.columns.map((column) => identifier(column.name));
  const writes: Statement[] = [
    one(object, null, ...columns.map((column) => analysed(`insert into ${name} (${column}) values (null)`))),
    one(object, null, ...columns.map((column) => analysed(`update ${name} set ${column} = null`))),
    one(object, null, analysed(`delete from ${name}`)),
  ];
  return [
    one(object, null, plain(`select ${columns.join(', ')} from ${name}`)),
    ...view.columns.map((column) => one(object, column.name, plain(`select ${identifier(column.name)} from ${name}`))),
    ...(view.updatable > 0 ? writes : []),
  ];
}

/** Prepared and not called: what a function does is not known. */
function calls(routine: Routine): Statement[] {
  if (!isCallable(routine) || routine.variadic || (routine.kind !== 'f' && routine.kind !== 'a')) return [];
  const object = signature(routine);
  const typed = routine.arguments.map(({ type }) => `null::${type}`);
  const byName = routine.arguments.map(({ name, type }) => `${identifier(name)} => null::${type}`);
  const named = routine.arguments.length > 0 && routine.arguments.every(({ name }) => name !== '');
  const rows = routine.columns.length > 0 ? routine.columns.map(({ name }) => identifier(name)).join(', ') : '*';
  return [
    one(
      object,
      null,
      prepared(`select ${rows} from ${relationName(routine)}(${typed.join(', ')})`),
      prepared(`select ${relationName(routine)}(${typed.join(', ')})`),
    ),
    ...(named
      ? [{ ...one(object, null, prepared(`select ${relationName(routine)}(${byName.join(', ')})`)), use: 'possible' as const }]
      : []),
    ...callsAs(routine),
  ];
}

/** Planned and not called. The arguments come from rows, so that nothing is computed while it is planned. */
function callsAs(routine: Routine): Statement[] {
  if (routine.arguments.length === 0) return [];
  const columns = routine.arguments.map((_, at) => `a.c${at}`).join(', ');
  const rows = routine.arguments.map(({ type }, at) => `null::${type} as c${at}`).join(', ');
  const text = `select ${relationName(routine)}(${columns}) from (select ${rows} offset 0) a`;
  const roles = routine.grants.map((grant) => grant.role).filter((role) => role !== 'public');
  return roles.map((role) => one(signature(routine), role, analysed(text, `set local role ${identifier(role)}`)));
}

function prepared(text: string): Way {
  return { setup: '', text, run: `prepare switchback_call as ${text}; deallocate switchback_call` };
}
