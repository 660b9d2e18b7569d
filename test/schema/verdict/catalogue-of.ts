import type { Catalogue, Column, Relation } from '#src/schema/catalogue/catalogue.ts';

/** A schema of plain tables: their columns by table, all nullable texts. Object identifiers come from the names, as if nothing was ever renamed. */
export function catalogueOf(tables: Readonly<Record<string, readonly string[]>>): Catalogue {
  return {
    format: 1,
    server: 180006,
    searchPath: '',
    schemas: [],
    relations: Object.entries(tables).map(([name, columns]) => tableOf(name, columns)),
    functions: [],
    enums: [],
    domains: [],
    composites: [],
    sequences: [],
    publications: [],
    extensions: [],
  };
}

function tableOf(name: string, columns: readonly string[]): Relation {
  return {
    oid: numberOf(name),
    schema: 'public',
    name,
    kind: 'table',
    owner: 'postgres',
    partitionOf: null,
    bound: null,
    partitionKey: null,
    columns: columns.map(columnOf),
    uniques: [],
    checks: [],
    foreignKeys: [],
    exclusions: [],
    triggers: [],
    rules: [],
    rowSecurity: false,
    rowSecurityForced: false,
    policies: [],
    grants: [],
    definition: null,
    options: [],
    updatable: 0,
  };
}

function columnOf(name: string): Column {
  return {
    num: numberOf(name),
    name,
    type: 'text',
    typeOid: 25,
    notNull: false,
    default: null,
    identity: '',
    generated: '',
    collation: null,
  };
}

function numberOf(name: string): number {
  return Array.from(name).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1_000_003;
}
