import { z } from 'zod';
import { FileSection } from './file-section.ts';

/** A node of the JSON Schema, as far as this project reads one. `source` says where a person finds the value. */
export interface SchemaNode {
  readonly description?: string;
  readonly source?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** What switchback.yml may hold, as the validation itself sees it. */
export function fileSchema(): SchemaNode {
  return z.toJSONSchema(FileSection, { io: 'input' }) as SchemaNode;
}

/** The published JSON Schema, for completion in editors. */
export function publishedSchema(): SchemaNode {
  return publish(fileSchema());
}

function publish(node: SchemaNode): SchemaNode {
  const { source, description, default: fallback, properties, required, additionalProperties, items, ...rest } = node;
  const inner = properties && mapValues(properties, publish);
  const needed =
    inner &&
    Object.keys(inner).filter(
      (key) => required?.includes(key) || (isAlwaysRead(properties[key]) && (inner[key]?.required ?? []).length > 0),
    );
  return {
    ...rest,
    ...((description || source) && { description: [description, source && `${capital(source)}.`].filter(Boolean).join(' ') }),
    ...(fallback !== undefined && !inner && { default: fallback }),
    ...(inner && { properties: inner }),
    // A group has to be there when something inside it has to be.
    ...(needed && needed.length > 0 && { required: needed }),
    ...(additionalProperties !== undefined && {
      additionalProperties: typeof additionalProperties === 'object' ? publish(additionalProperties) : additionalProperties,
    }),
    ...(items && { items: publish(items) }),
  };
}

/** A group that is read as an empty one where it is left out has a default; the section of a vendor has none. */
function isAlwaysRead(node: SchemaNode | undefined): boolean {
  return node?.default !== undefined;
}

function mapValues(record: Readonly<Record<string, SchemaNode>>, change: (node: SchemaNode) => SchemaNode): Record<string, SchemaNode> {
  return Object.fromEntries(Object.entries(record).map(([key, node]) => [key, change(node)]));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
