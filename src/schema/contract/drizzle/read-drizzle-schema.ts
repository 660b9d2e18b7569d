import type { FileTree } from '../../migration.ts';
import type { Contract, ContractEnum, ContractTable } from '../contract.ts';
import { selectOf } from '../select-of.ts';
import type { DrizzleConfig } from './drizzle-config.ts';
import { createEvaluator, OF_DRIZZLE, WRAPPERS, type Evaluator } from './evaluate.ts';
import { loadModules } from './load-modules.ts';
import { nameOf, nodeIn, type Module, type Node } from './parse-module.ts';
import { resolveImport } from './resolve-import.ts';
import type { Table, Value } from './value.ts';

/**
 * What the code declares in Drizzle: the client names every declared column in each select and each insert. Read and never run; what cannot be
 * told that way is a gap.
 */
export async function readDrizzleSchema(
  config: DrizzleConfig,
  paths: ReadonlySet<string>,
  read: (paths: readonly string[]) => Promise<FileTree>,
): Promise<Contract> {
  if (config.schema === null) return contractOf([config.file], [], [], [`${config.file} does not say in plain text where the schema is.`]);
  const { modules, roots, unread } = await loadModules(config.schema, paths, read);
  const evaluator = createEvaluator({ modules, resolve: (file, from) => resolveImport(paths, file, from), casing: config.casing });
  const owners = schemaFiles(roots, modules, (file, from) => resolveImport(paths, file, from));
  const isRead = (file: string, from: string): boolean => OF_DRIZZLE.test(from) || modules.has(resolveImport(paths, file, from) ?? '');
  const found = [...modules.values()].flatMap((module) =>
    declaredIn(module, evaluator, owners.has(module.file) ? (from) => isRead(module.file, from) : null),
  );
  const tables = new Map(found.flatMap(({ value }) => (value.kind === 'table' ? [[`${value.schema}.${value.name}`, value] as const] : [])));
  const enums = new Map(found.flatMap(({ value }) => (value.kind === 'enum' ? [[`${value.schema}.${value.name}`, value] as const] : [])));
  const gaps = found.flatMap(({ where, value }) => gapOf(where, value));
  return contractOf([...roots], [...tables.values()].map(tableOf), [...enums.values()].map(enumOf), [...unread, ...new Set(gaps)]);
}

/** Those that the configuration names, what they pass on, and whatever else they reach that builds on Drizzle: what they hide may be a table. */
function schemaFiles(
  roots: readonly string[],
  modules: ReadonlyMap<string, Module>,
  resolve: (file: string, from: string) => string | null,
): ReadonlySet<string> {
  const builders = [...modules.values()].filter(({ imports }) => [...imports.values()].some(({ from }) => from === 'drizzle-orm/pg-core'));
  const owners = new Set([...roots, ...builders.map(({ file }) => file)]);
  for (const file of owners) for (const from of modules.get(file)?.passedOn ?? []) owners.add(resolve(file, from) ?? file);
  return owners;
}

interface Declared {
  readonly where: string;
  readonly value: Value;
}

/** Tables and enums wherever a module binds or gives them away, and in a file of the schema itself what may be one and could not be read. */
function declaredIn(module: Module, evaluator: Evaluator, isRead: ((from: string) => boolean) | null): Declared[] {
  const isRoot = isRead !== null;
  const names = [...module.bindings.keys()].map((name) => ({
    name,
    value: evaluator.binding(module, name),
    node: module.bindings.get(name),
  }));
  const given = [...module.exports]
    .filter(([, { kind }]) => kind !== 'binding')
    .map(([name, one]) => ({ name, value: evaluator.exported(module, name), node: one.kind === 'value' ? one.node : null }));
  const passed = module.passedOn.filter((from) => isRead?.(from) === false);
  return [
    ...[...names, ...given].flatMap(({ name, value, node }) =>
      value.kind === 'unread' && !(isRoot && mayBeTable(node ?? null))
        ? []
        : inside(value).map((one) => ({ where: `${module.file}: ${name}`, value: one })),
    ),
    ...passed.map((from): Declared => ({
      where: `${module.file}: everything of ${from}`,
      value: { kind: 'unread', why: 'it is not read' },
    })),
  ];
}

/** An object may hold tables. */
function inside(value: Value): Value[] {
  return value.kind === 'object'
    ? [...value.members.values()].flatMap(inside).filter(({ kind }) => kind === 'table' || kind === 'enum')
    : [value];
}

/** A call that is given a name and something for columns, or a choice between things that are made. What comes from another file unread may be anything. */
function mayBeTable(node: Node | null): boolean {
  if (node === null) return true;
  if (WRAPPERS.has(node.type) || node.type === 'AwaitExpression') return mayBeTable(nodeIn(node['expression']) ?? nodeIn(node['argument']));
  if (node.type === 'ConditionalExpression' || node.type === 'LogicalExpression')
    return [node['consequent'], node['alternate'], node['left'], node['right']]
      .map(nodeIn)
      .some((part) => part !== null && mayBeTable(part));
  if (node.type !== 'CallExpression') return false;
  const callee = nodeIn(node['callee']);
  const receiver = nodeIn(callee?.['object']);
  if (receiver?.type === 'CallExpression' && mayBeTable(receiver)) return true;
  const [first, second] = Array.isArray(node['arguments']) ? node['arguments'].map(nodeIn) : [];
  if (first?.type === 'StringLiteral' || first?.type === 'TemplateLiteral') return second !== undefined;
  const hasColumns = second?.type === 'ObjectExpression' || second?.type === 'ArrowFunctionExpression';
  return first?.type === 'Identifier' && hasColumns && !OF_TABLES.has(nameOf(callee) || nameOf(callee?.['property']));
}

/** What is made of a table, and is none. */
const OF_TABLES = new Set(['relations', 'defineRelations', 'createInsertSchema', 'createSelectSchema', 'createUpdateSchema']);

function gapOf(where: string, value: Value): string[] {
  if (value.kind === 'unread') return [`${where} could not be read without running it: ${value.why}.`];
  return value.kind === 'table' && value.unread !== null ? [`${where} could not be read whole without running it: ${value.unread}.`] : [];
}

function tableOf({ schema, name, columns, everyColumn }: Table): ContractTable {
  return { schema, name, columns, everyColumn: everyColumn ? 'read' : 'no' };
}

function enumOf({ schema, name, labels }: Extract<Value, { kind: 'enum' }>): ContractEnum {
  return { schema, name, labels: labels ?? [] };
}

function contractOf(
  files: readonly string[],
  tables: readonly ContractTable[],
  enums: readonly ContractEnum[],
  gaps: readonly string[],
): Contract {
  const readable = tables.filter(({ columns, everyColumn }) => columns.length > 0 || everyColumn === 'read');
  return { source: 'drizzle schema', files, tables, enums, statements: readable.map(selectOf), gaps };
}
