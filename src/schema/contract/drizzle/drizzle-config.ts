import { posix } from 'node:path';
import type { Casing } from './casing.ts';
import { createEvaluator } from './evaluate.ts';
import { parseModule, type Module } from './parse-module.ts';
import type { Value } from './value.ts';

/** What a `drizzle.config.ts` says, from the top of the repository. */
export interface DrizzleConfig {
  readonly file: string;
  /** Files, folders and patterns; null where that could not be read. */
  readonly schema: readonly string[] | null;
  /** The folder of the migrations; null where that could not be read. */
  readonly out: string | null;
  readonly casing: Casing;
  /** Null where that could not be read. */
  readonly dialect: string | null;
}

const NAME = /(?:^|\/)drizzle(?:[.-][\w-]+)*\.(?:[cm]?[jt]s|json)$/u;

export function isDrizzleConfig(path: string): boolean {
  return NAME.test(path) && /config/u.test(path.split('/').at(-1) ?? '');
}

/** Null where the file is no configuration that can be read without running it. */
export function readDrizzleConfig(file: string, text: string): DrizzleConfig | null {
  const module = parseModule(file, file.endsWith('.json') ? `export default ${text}` : text);
  if (module === null) return null;
  const members = membersOf(module);
  if (members === null) return null;
  const folder = posix.dirname(file);
  const text_ = (name: string): string | null => textOf(members.get(name));
  const place = (path: string): string => posix.join(folder, path).replace(/\/$/u, '');
  const schema = members.get('schema');
  const paths = schema?.kind === 'list' ? schema.items.map(textOf) : [textOf(schema)];
  const casing = text_('casing');
  const out = members.has('out') ? text_('out') : 'drizzle';
  return {
    file,
    schema: paths.every((path) => path !== null) ? paths.map(place) : null,
    out: out === null ? null : place(out),
    casing: casing === 'snake_case' || casing === 'camelCase' ? casing : null,
    dialect: text_('dialect') ?? text_('driver'),
  };
}

/** Of the object that the file gives away, or hands to a function that only gives it back. */
function membersOf(module: Module): ReadonlyMap<string, Value> | null {
  const { exported, value } = createEvaluator({ modules: new Map([[module.file, module]]), resolve: () => null, casing: null });
  const given = module.exports.get('default');
  if (given?.kind !== 'value') return objectIn(exported(module, 'default'));
  const { node } = given;
  const [first] = Array.isArray(node['arguments']) ? node['arguments'] : [];
  return objectIn(value(node.type === 'CallExpression' && first !== undefined ? first : node, { module, local: new Map() }));
}

function objectIn(value: Value): ReadonlyMap<string, Value> | null {
  return value.kind === 'object' ? value.members : null;
}

function textOf(value: Value | undefined): string | null {
  return value?.kind === 'text' ? value.text : null;
}
