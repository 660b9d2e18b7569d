import { parse } from '@babel/parser';

/** A node of the parser's tree. */
export interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What one file of TypeScript or JavaScript binds, brings in and gives away, at its top. Nothing of it is run. */
export interface Module {
  readonly file: string;
  /** Of a variable what it is set to; of a function or an enum the declaration. */
  readonly bindings: ReadonlyMap<string, Node>;
  /** `name` is `*` for the whole of the other module, and `default` for what it is by default. */
  readonly imports: ReadonlyMap<string, { readonly from: string; readonly name: string }>;
  /** Names given away, and what stands behind each. */
  readonly exports: ReadonlyMap<string, Exported>;
  /** Modules of which everything is given away. */
  readonly passedOn: readonly string[];
}

export type Exported =
  | { readonly kind: 'binding'; readonly name: string }
  | { readonly kind: 'value'; readonly node: Node }
  | { readonly kind: 'of another'; readonly from: string; readonly name: string };

/** Null where the parser does not understand the file. */
export function parseModule(file: string, text: string): Module | null {
  const bindings = new Map<string, Node>();
  const imports = new Map<string, { from: string; name: string }>();
  const exports = new Map<string, Exported>();
  const passedOn: string[] = [];
  for (const statement of statementsOf(file, text) ?? [null]) {
    if (statement === null) return null;
    if (statement['exportKind'] === 'type' || statement['importKind'] === 'type') continue;
    const inside = nodeIn(statement['declaration']);
    switch (statement.type) {
      case 'ImportDeclaration':
        for (const one of nodesIn(statement['specifiers']))
          imports.set(nameOf(one['local']), { from: textOf(statement['source']), name: importedName(one) });
        break;
      case 'ExportAllDeclaration':
        passedOn.push(textOf(statement['source']));
        break;
      case 'ExportDefaultDeclaration':
        if (inside !== null) exports.set('default', { kind: 'value', node: inside });
        break;
      case 'ExportNamedDeclaration':
        for (const [name, node] of declared(inside)) {
          bindings.set(name, node);
          exports.set(name, { kind: 'binding', name });
        }
        for (const one of nodesIn(statement['specifiers'])) exports.set(nameOf(one['exported']), exportedBy(one, statement));
        break;
      case 'ExpressionStatement': {
        const node = moduleExports(statement);
        if (node !== null) exports.set('default', { kind: 'value', node });
        break;
      }
      default:
        for (const [name, node] of declared(statement)) bindings.set(name, node);
    }
  }
  return { file, bindings, imports, exports, passedOn };
}

function statementsOf(file: string, text: string): Node[] | null {
  try {
    const { program } = parse(text, {
      sourceType: 'unambiguous',
      plugins: ['typescript', ...(file.endsWith('x') ? (['jsx'] as const) : []), 'decorators'],
    });
    return nodesIn(program.body);
  } catch {
    return null;
  }
}

function declared(node: Node | null): [string, Node][] {
  if (node === null) return [];
  if (node.type === 'VariableDeclaration') {
    return nodesIn(node['declarations']).flatMap((one): [string, Node][] => {
      const [target, value] = [nodeIn(one['id']), nodeIn(one['init'])];
      // What is taken apart has no name of its own.
      return target === null || value === null
        ? []
        : [[target.type === 'Identifier' ? nameOf(target) : `{${String(one['start'])}}`, value]];
    });
  }
  return node.type === 'FunctionDeclaration' || node.type === 'TSEnumDeclaration' ? [[nameOf(node['id']), node]] : [];
}

function importedName(specifier: Node): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier['imported']);
}

function exportedBy(specifier: Node, { source }: Node): Exported {
  if (nodeIn(source) === null) return { kind: 'binding', name: nameOf(specifier['local']) };
  const name = specifier.type === 'ExportNamespaceSpecifier' ? '*' : nameOf(specifier['local']);
  return { kind: 'of another', from: textOf(source), name };
}

/** `module.exports = …` */
function moduleExports(statement: Node): Node | null {
  const assignment = nodeIn(statement['expression']);
  const left = nodeIn(assignment?.['left']);
  if (assignment?.type !== 'AssignmentExpression' || left?.type !== 'MemberExpression') return null;
  const isIt = nameOf(left['object']) === 'module' && nameOf(left['property']) === 'exports';
  return isIt ? nodeIn(assignment['right']) : null;
}

export function nodeIn(value: unknown): Node | null {
  return typeof value === 'object' && value !== null && 'type' in value ? (value as Node) : null;
}

export function nodesIn(value: unknown): Node[] {
  return Array.isArray(value) ? value.flatMap((item) => nodeIn(item) ?? []) : [];
}

/** Of an identifier, or of a name that stands in quotes. */
export function nameOf(value: unknown): string {
  const node = nodeIn(value);
  if (node === null) return '';
  return typeof node['name'] === 'string' ? node['name'] : textOf(node);
}

function textOf(value: unknown): string {
  const text = nodeIn(value)?.['value'];
  return typeof text === 'string' ? text : '';
}
