import type { SchemaNode } from '#src/config/json-schema.ts';

export interface Key {
  readonly name: string;
  readonly described: boolean;
  /** As the documentation writes it: the default, `required`, or `none`. */
  readonly fallback: string;
}

/** Every key that a person can write, such as `services.<name>.vercel.project`. Groups are not keys; what is in them is. */
export function keysOf(node: SchemaNode, name = '', required = false): Key[] {
  const { properties, additionalProperties, items } = node;
  if (properties) {
    return Object.entries(properties).flatMap(([key, inner]) =>
      keysOf(inner, name === '' ? key : `${name}.${key}`, node.required?.includes(key) ?? false),
    );
  }
  if (typeof additionalProperties === 'object') return keysOf(additionalProperties, `${name}.<name>`);
  if (items?.properties) return keysOf(items, `${name}[]`);
  return [{ name, described: (node.description ?? '') !== '', fallback: required ? 'required' : shown(node.default) }];
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
