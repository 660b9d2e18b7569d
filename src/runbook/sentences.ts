import { parse } from '@babel/parser';

export interface Source {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** What people read: everything here that is written in words. Log messages are for whoever runs the bot, and constant. */
const WORDS = /[a-z]{2,}[,:;]? +[“`{*_]*[A-Za-z{0-9]/;
/** What is written in words and is no sentence: SQL, shell commands, HTML and names of things. */
const NOT_SAID =
  /^\s*(select|with|insert into|update|delete from|create|alter|drop|grant|revoke|set|from|where|and|or|left join|join|order by|group by|case|when|not exists|exists|union|lock|begin|begin;|commit|reset|show|analyze|comment on|returns|do|values|on)\b|^-{1,2}\w|^<|^\w+\(|::\w|\bpg_\w/i;
const NOT_FOR_PEOPLE: ReadonlySet<string> = new Set([
  'ImportDeclaration',
  'TaggedTemplateExpression',
  'TSLiteralType',
  'TSTemplateLiteralType',
]);

/** Every sentence that the product can say, by the file that says it, as Markdown. What stands for a value is in braces. */
export function sentences(sources: readonly Source[]): string {
  const files = sources
    .map(({ path, text }) => ({ path, said: [...new Set(saidIn(text))] }))
    .filter(({ said }) => said.length > 0)
    .map(({ path, said }) => `## ${path}\n\n${said.map((one) => `- ${one}`).join('\n')}\n`);
  return `${HEAD}\n${files.join('\n')}`;
}

const HEAD = `# What Switchback can say

Every sentence in the code that a person may read, by the file that says it; what stands for a value is in braces. Written by \`npm run generate\`: read it when you change one.
`;

function saidIn(text: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!isNode(node) || NOT_FOR_PEOPLE.has(node.type) || isLogged(node)) return;
    const said = wordsOf(node, text);
    if (said !== null && WORDS.test(said) && !NOT_SAID.test(said))
      found.push(
        said
          .replaceAll(/\s*\n\s*/g, ' ⏎ ')
          .replaceAll(/\p{Cc}/gu, '')
          .trim(),
      );
    for (const [key, value] of Object.entries(node)) if (key !== 'loc' && !key.endsWith('Comments')) visit(value);
  };
  visit(parse(text, { sourceType: 'module', plugins: ['typescript'] }).program);
  return found;
}

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** `log.info(data, 'message')`: the engine's and the bot's own log. */
function isLogged({ type, callee }: Node): boolean {
  if (type !== 'CallExpression' || !isNode(callee) || !isNode(callee['property'])) return false;
  const method = callee['property']['name'];
  const object = callee['object'];
  const name = isNode(object) ? (object['name'] ?? (isNode(object['property']) ? object['property']['name'] : null)) : null;
  return name === 'log' && typeof method === 'string';
}

function wordsOf(node: Node, text: string): string | null {
  if (node.type === 'StringLiteral') return String(node['value']);
  if (node.type !== 'TemplateLiteral') return null;
  const quasis = node['quasis'] as readonly (Node & { readonly value: { readonly cooked: string } })[];
  const values = node['expressions'] as readonly (Node & { readonly start: number; readonly end: number })[];
  return quasis.map(({ value }, index) => `${value.cooked}${index < values.length ? `{${shortly(values[index], text)}}` : ''}`).join('');
}

/** What stands there, where it is a name; else only that something does. */
function shortly(value: { readonly start: number; readonly end: number } | undefined, text: string): string {
  const name = value === undefined ? '' : text.slice(value.start, value.end);
  return /^[\w.?!]+$/.test(name) ? name.replaceAll(/[?!]/g, '') : (/([A-Za-z]\w*)\)*$/.exec(name)?.[1] ?? '…');
}
