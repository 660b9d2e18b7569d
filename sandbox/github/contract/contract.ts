import { readFileSync } from 'node:fs';

/** A schema of GitHub's OpenAPI, as far as it uses the language. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly maxProperties?: number;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

export interface Operation {
  readonly query: readonly { readonly name: string; readonly schema: Schema; readonly required: boolean }[];
  readonly body?: Schema;
  readonly bodyRequired?: boolean;
  /** By status; null for an answer without a body. */
  readonly answers: Readonly<Record<string, Schema | null>>;
}

interface Contract {
  readonly source: string;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** What GitHub publishes of the operations that are used here. */
export const CONTRACT = JSON.parse(readFileSync(new URL('rest.json', import.meta.url), 'utf8')) as Contract;

export function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.split('/').at(-1) ?? '';
  const found = CONTRACT.schemas[name];
  if (found === undefined) throw new Error(`GitHub's contract has no schema ${name}`);
  return resolve(found);
}
