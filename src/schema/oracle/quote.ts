export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function relationName(object: { readonly schema: string; readonly name: string }): string {
  return `${identifier(object.schema)}.${identifier(object.name)}`;
}

export function literal(value: string | null): string {
  return value === null ? 'null' : `'${value.replaceAll("'", "''")}'`;
}
