import { drizzleCall, methodCall, tableWith } from './drizzle-calls.ts';
import type { Casing } from './casing.ts';
import { nameOf, nodeIn, nodesIn, type Module, type Node } from './parse-module.ts';
import { unread, type Scope, type Value } from './value.ts';

export interface Program {
  readonly modules: ReadonlyMap<string, Module>;
  /** The file that an import means; null where it is none of the repository. */
  readonly resolve: (file: string, from: string) => string | null;
  readonly casing: Casing;
}

export interface Evaluator {
  /** Of what a module binds at its top, or gives away. */
  readonly binding: (module: Module, name: string) => Value;
  readonly exported: (module: Module, name: string) => Value;
  readonly value: (node: Node, scope: Scope) => Value;
  readonly apply: (callee: Value, args: readonly Value[]) => Value;
  readonly casing: Casing;
}

/** Nobody writes a schema that takes more; what is made to take long ends there. */
const MOST_STEPS = 300_000;
const DEEPEST = 80;

export const OF_DRIZZLE = /^(?:drizzle-orm(?:\/.*)?|pgvector\/drizzle-orm)$/u;
/** Around a value, and none of it. */
export const WRAPPERS = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'ParenthesizedExpression',
  'TSInstantiationExpression',
]);

/** Reads expressions as far as they can be told without running anything: literals, names across files, and plain functions. */
export function createEvaluator({ modules, resolve, casing }: Program): Evaluator {
  const known = new Map<string, Value>();
  let steps = 0;
  let depth = 0;

  function value(node: Node, scope: Scope): Value {
    steps += 1;
    if (steps > MOST_STEPS || depth > DEEPEST) return unread('it is nested too deeply');
    depth += 1;
    try {
      return valueOf(node, scope);
    } finally {
      depth -= 1;
    }
  }

  function valueOf(node: Node, scope: Scope): Value {
    if (WRAPPERS.has(node.type)) return inner(node['expression'], scope);
    switch (node.type) {
      case 'StringLiteral':
        return { kind: 'text', text: String(node['value']) };
      case 'TemplateLiteral':
        return template(node, scope);
      case 'Identifier':
        return lookUp(nameOf(node), scope);
      case 'ArrayExpression':
        return { kind: 'list', items: nodesIn(node['elements']).flatMap((item) => itemsOf(item, scope)) };
      case 'ObjectExpression':
        return object(node, scope);
      case 'TSEnumDeclaration':
        return enumObject(node, scope);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return { kind: 'function', node, scope };
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return member(inner(node['object'], scope), propertyOf(node, scope));
      case 'CallExpression':
        return call(node, scope);
      default:
        return unread(`${node.type} is not read`);
    }
  }

  function inner(node: unknown, scope: Scope): Value {
    const found = nodeIn(node);
    return found === null ? unread('nothing is there') : value(found, scope);
  }

  function itemsOf(item: Node, scope: Scope): readonly Value[] {
    if (item.type !== 'SpreadElement') return [value(item, scope)];
    const list = inner(item['argument'], scope);
    return list.kind === 'list' ? list.items : [unread('a spread that is no list')];
  }

  function template(node: Node, scope: Scope): Value {
    const parts = nodesIn(node['quasis']).map((quasi) => (quasi['value'] as { cooked?: string } | undefined)?.cooked ?? '');
    const between = nodesIn(node['expressions']).map((expression) => value(expression, scope));
    const texts = between.flatMap((one) => (one.kind === 'text' ? [one.text] : []));
    return texts.length < between.length
      ? unread('a name that is put together')
      : { kind: 'text', text: parts.map((part, at) => part + (texts[at] ?? '')).join('') };
  }

  function lookUp(name: string, { module, local }: Scope): Value {
    return local.get(name) ?? binding(module, name);
  }

  function binding(module: Module, name: string): Value {
    const key = `${module.file}\0${name}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, unread(`${name} refers to itself`));
    const found = bound(module, name);
    known.set(key, found);
    return found;
  }

  function bound(module: Module, name: string): Value {
    const node = module.bindings.get(name);
    if (node !== undefined) return value(node, { module, local: new Map() });
    const imported = module.imports.get(name);
    return imported === undefined ? unread(`${name} is not known in ${module.file}`) : ofAnother(module, imported.from, imported.name);
  }

  function ofAnother(module: Module, from: string, name: string): Value {
    if (OF_DRIZZLE.test(from)) return name === '*' ? { kind: 'all of drizzle' } : { kind: 'drizzle', name };
    const file = resolve(module.file, from);
    const other = file === null ? undefined : modules.get(file);
    if (other === undefined) return unread(`${name === '*' ? 'it' : name} comes from ${from}, which is not read`);
    return name === '*' ? { kind: 'module', file: other.file } : exported(other, name);
  }

  function exported(module: Module, name: string): Value {
    const key = `${module.file}\0export ${name}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, unread(`${name} is passed round in a circle`));
    const found = givenAway(module, name) ?? unread(`${module.file} does not give ${name} away`);
    known.set(key, found);
    return found;
  }

  function givenAway(module: Module, name: string): Value | null {
    const found = module.exports.get(name);
    if (found?.kind === 'binding') return binding(module, found.name);
    if (found?.kind === 'value') return value(found.node, { module, local: new Map() });
    if (found?.kind === 'of another') return ofAnother(module, found.from, found.name);
    const passed = module.passedOn.map((from) => ofAnother(module, from, name));
    // Of Drizzle anything could be asked: what another file gives comes first.
    return (
      passed.find(({ kind }) => kind !== 'unread' && kind !== 'drizzle') ??
      passed.find(({ kind }) => kind === 'drizzle') ??
      passed[0] ??
      null
    );
  }

  function object(node: Node, scope: Scope): Value {
    const members = new Map<string, Value>();
    let missing: string | null = null;
    for (const property of nodesIn(node['properties'])) {
      if (property.type === 'SpreadElement') {
        const spread = inner(property['argument'], scope);
        if (spread.kind === 'object') for (const [key, one] of spread.members) members.set(key, one);
        const why = spread.kind === 'object' ? spread.unread : spread.kind === 'unread' ? spread.why : 'a spread that is no object';
        missing ??= why;
      } else if (property['computed'] === true && nodeIn(property['key'])?.type !== 'StringLiteral') missing ??= 'a key that is computed';
      else if (property.type === 'ObjectProperty') members.set(nameOf(property['key']), inner(property['value'], scope));
    }
    return { kind: 'object', members, unread: missing };
  }

  function enumObject(node: Node, scope: Scope): Value {
    const body = nodeIn(node['body']);
    const members = nodesIn(body?.['members'] ?? node['members']).map((one): [string, Value] => [
      nameOf(one['id']),
      inner(one['initializer'], scope),
    ]);
    return { kind: 'object', members: new Map(members), unread: null };
  }

  function propertyOf(node: Node, scope: Scope): string {
    if (node['computed'] !== true) return nameOf(node['property']);
    const found = inner(node['property'], scope);
    return found.kind === 'text' ? found.text : '';
  }

  function member(of: Value, name: string): Value {
    if (of.kind === 'all of drizzle') return { kind: 'drizzle', name };
    if (of.kind === 'object') return of.members.get(name) ?? unread(of.unread ?? `${name} is not in the object`);
    if (of.kind === 'enum' && name === 'enumValues' && of.labels !== null)
      return { kind: 'list', items: of.labels.map((text) => ({ kind: 'text', text })) };
    const module = of.kind === 'module' ? modules.get(of.file) : undefined;
    if (module !== undefined) return exported(module, name);
    return of.kind === 'unread' ? of : unread(`${name} of something that is not read`);
  }

  function call(node: Node, scope: Scope): Value {
    const callee = nodeIn(node['callee']);
    if (callee === null) return unread('a call of nothing');
    const args = (): Value[] => nodesIn(node['arguments']).map((one) => value(one, scope));
    if (callee.type === 'MemberExpression') {
      const [of, name] = [nodeIn(callee['object']), propertyOf(callee, scope)];
      if (nameOf(of) === 'Object' && of?.type === 'Identifier') return ofObject(name, args());
      const receiver = inner(of, scope);
      const done = methodCall(evaluator, receiver, name, args);
      return done ?? apply(member(receiver, name), args());
    }
    return apply(value(callee, scope), args());
  }

  function apply(callee: Value, args: readonly Value[]): Value {
    if (callee.kind === 'drizzle') return drizzleCall(evaluator, callee.name, args);
    if (callee.kind === 'table maker') return tableWith(evaluator, { schema: null, casing, rename: callee.rename }, args);
    if (callee.kind === 'enum') return { kind: 'column', name: args[0]?.kind === 'text' ? args[0].text : null, written: true };
    if (callee.kind === 'function') return run(callee, args);
    return callee.kind === 'unread' ? callee : unread('a call of something that is no function');
  }

  /** A function that only returns something, after constants. */
  function run({ node, scope }: Extract<Value, { kind: 'function' }>, args: readonly Value[]): Value {
    const local = new Map(scope.local);
    for (const [at, parameter] of nodesIn(node['params']).entries()) bind(parameter, args[at], { module: scope.module, local });
    const inside: Scope = { module: scope.module, local };
    const body = nodeIn(node['body']);
    if (body?.type !== 'BlockStatement') return inner(body, inside);
    for (const statement of nodesIn(body['body'])) {
      if (statement.type === 'ReturnStatement') return inner(statement['argument'], inside);
      if (statement.type !== 'VariableDeclaration') return unread('a function that does more than return');
      for (const one of nodesIn(statement['declarations'])) {
        const target = nodeIn(one['id']);
        if (target !== null) bind(target, inner(one['init'], inside), { module: scope.module, local });
      }
    }
    return unread('a function that returns nothing');
  }

  function bind(target: Node, given: Value | undefined, into: { readonly module: Module; readonly local: Map<string, Value> }): void {
    if (target.type === 'AssignmentPattern') {
      const left = nodeIn(target['left']);
      if (left !== null) bind(left, given ?? inner(target['right'], into), into);
    } else if (target.type === 'Identifier') into.local.set(nameOf(target), given ?? unread('an argument that is not given'));
    else if (target.type === 'ObjectPattern') {
      for (const property of nodesIn(target['properties'])) {
        const to = nodeIn(property['value']);
        if (to !== null) bind(to, member(given ?? unread('an argument that is not given'), nameOf(property['key'])), into);
      }
    }
  }

  const evaluator: Evaluator = { binding, exported, value, apply, casing };
  return evaluator;
}

function ofObject(name: string, [first]: readonly Value[]): Value {
  if (first?.kind !== 'object' || first.unread !== null) return unread(`Object.${name} of something that is not read`);
  if (name === 'values') return { kind: 'list', items: [...first.members.values()] };
  if (name === 'keys') return { kind: 'list', items: [...first.members.keys()].map((text) => ({ kind: 'text', text })) };
  return name === 'freeze' ? first : unread(`Object.${name} is not read`);
}
