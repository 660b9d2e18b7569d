import { z } from 'zod';
import { ALL_VENDORS, type VendorName } from '#src/providers/vendors.ts';
import type { AnyVendor } from '#src/providers/vendor.ts';
import type { SchemaNode } from './json-schema.ts';

const HEAD = `# Vendors

Written by \`npm run generate\` from the vendors' own folders below \`src/providers\`; do not edit it. What they have in common, and everything that is of no vendor, is in
[configuration.md](configuration.md). Every section is optional: without it the bot says what it therefore did not read or do, and a person does it.

Each variable is required as soon as one service has the section, and can come from a file by its name with \`_FILE\`.
`;

/** The reference of every vendor's settings and variables, as Markdown. */
export function vendorReference(): string {
  return [HEAD, ...ALL_VENDORS.map(([name, vendor]) => chapter(name, vendor))].join('\n');
}

function chapter(name: VendorName, vendor: AnyVendor): string {
  const { title, about, account, section, variables } = vendor;
  const place = vendor.under === 'database' ? `services.<name>.database.${name}` : `services.<name>.${name}`;
  const keys = [...(account === null ? [] : rows(schemaOf(account), name)), ...rows(schemaOf(section), place)];
  const named = Object.entries(variables).map(([variable, { source }]) => [`\`${variable}\``, 'required', `${capital(source)}.`]);
  return [
    `## ${title}`,
    '',
    [about, reach(vendor), runs(vendor), needs(vendor)].filter((sentence) => sentence !== '').join(' '),
    '',
    ...table(['key', 'default', 'what it is, and where it comes from'], keys),
    ...(named.length === 0 ? [] : ['', ...table(['variable', 'default', 'where it comes from'], named)]),
    '',
  ].join('\n');
}

function reach(vendor: AnyVendor): string {
  return vendor.verbs === undefined ? 'The bot hands out its commands, and a person runs them.' : '';
}

function runs({ platform }: AnyVendor): string {
  if (platform === 'no') return '';
  return platform === 'yes'
    ? 'A platform: a service, or a component of one, runs on exactly one.'
    : 'With `deploy` it is the platform of a service that names no other.';
}

function needs({ peers = [] }: AnyVendor): string {
  return peers.length === 0 ? '' : `It needs \`npm install ${peers.join(' ')}\`.`;
}

function schemaOf(section: z.ZodType): SchemaNode {
  return z.toJSONSchema(section, { io: 'input' }) as SchemaNode;
}

/** What is required inside a group that may be left out is required only with that. */
function rows(node: SchemaNode, name: string, required = '', within = 'required'): string[][] {
  if (node.properties !== undefined) {
    return Object.entries(node.properties).flatMap(([key, inner]) => {
      const isRequired = node.required?.includes(key) === true;
      return rows(inner, `${name}.${key}`, isRequired ? within : '', isRequired ? within : `required with \`${key}\``);
    });
  }
  const text = [node.description ?? '', node.source === undefined ? '' : `${capital(node.source)}.`]
    .filter((part) => part !== '')
    .join(' ');
  return [[`\`${name}\``, required === '' ? fallbackOf(node) : required, text]];
}

function fallbackOf({ default: fallback }: SchemaNode): string {
  if (fallback === undefined || fallback === null) return 'none';
  return `\`${typeof fallback === 'string' ? fallback : JSON.stringify(fallback)}\``;
}

function table(head: readonly string[], body: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
