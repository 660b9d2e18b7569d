/** `public.orders`: how a finding names an object that lives in a schema. */
export function qualified(object: { readonly schema: string; readonly name: string }): string {
  return `${object.schema}.${object.name}`;
}

/** A type as `format_type` prints it with an empty search path: `public."Status"`. */
export function printedType({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${quotedIfNeeded(schema)}.${quotedIfNeeded(name)}`;
}

function quotedIfNeeded(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Objects of one kind by both of their names: the one that people use and the one that survives a rename. */
export interface Index<T> {
  readonly byName: ReadonlyMap<string, T>;
  readonly byOid: ReadonlyMap<number, T>;
}

export function indexed<T extends { readonly oid: number; readonly schema: string; readonly name: string }>(
  objects: readonly T[],
): Index<T> {
  return {
    byName: new Map(objects.map((object) => [qualified(object), object])),
    byOid: new Map(objects.map((object) => [object.oid, object])),
  };
}
