import { z } from 'zod';

const oid = z.number().int().positive();

const ColumnSchema = z.object({
  /** Attribute number: survives a rename, never comes back after a drop. */
  num: z.number().int(),
  name: z.string(),
  /** With its type modifier, qualified outside `pg_catalog`: `character varying(20)`, `public.status[]`. */
  type: z.string(),
  typeOid: oid,
  notNull: z.boolean(),
  /** Default, or the expression where the column is generated. */
  default: z.string().nullable(),
  identity: z.enum(['', 'a', 'd']),
  generated: z.enum(['', 's', 'v']),
  /** Null where it is the collation of the type. */
  collation: z.string().nullable(),
});

const UniqueSchema = z.object({
  oid,
  name: z.string(),
  constraint: z.enum(['primary', 'unique']).nullable(),
  /**
   * In order. `num` is 0 for an expression. `equality` is the operator family that tells whether two values are the same, and the collation where
   * that has a say in it: `text_ops`, `citext_ops`, `text_ops collate any_case`.
   */
  keys: z.array(z.object({ num: z.number().int(), text: z.string(), equality: z.string() })),
  predicate: z.string().nullable(),
  nullsNotDistinct: z.boolean(),
  deferrable: z.boolean(),
});

const CheckSchema = z.object({
  oid,
  name: z.string(),
  expression: z.string(),
  columns: z.array(z.number().int()),
  validated: z.boolean(),
  enforced: z.boolean(),
});

const action = z.enum(['a', 'r', 'c', 'n', 'd']);

const ForeignKeySchema = z.object({
  oid,
  name: z.string(),
  columns: z.array(z.number().int()),
  target: z.object({ oid, schema: z.string(), name: z.string(), columns: z.array(z.string()) }),
  onDelete: action,
  onUpdate: action,
  deferrable: z.boolean(),
  deferred: z.boolean(),
  validated: z.boolean(),
  enforced: z.boolean(),
});

const DefinedSchema = z.object({ oid, name: z.string(), definition: z.string() });

const TriggerSchema = DefinedSchema.extend({ enabled: z.string() });

const GrantSchema = z.object({ role: z.string(), privilege: z.string(), column: z.string().nullable() });

const RelationSchema = z.object({
  oid,
  schema: z.string(),
  name: z.string(),
  kind: z.enum(['table', 'partitioned', 'foreign', 'view', 'materialized']),
  owner: z.string(),
  /** The table that it is a partition of, qualified. */
  partitionOf: z.string().nullable(),
  bound: z.string().nullable(),
  partitionKey: z.string().nullable(),
  columns: z.array(ColumnSchema),
  uniques: z.array(UniqueSchema),
  checks: z.array(CheckSchema),
  foreignKeys: z.array(ForeignKeySchema),
  exclusions: z.array(DefinedSchema),
  triggers: z.array(TriggerSchema),
  rules: z.array(DefinedSchema),
  rowSecurity: z.boolean(),
  rowSecurityForced: z.boolean(),
  policies: z.array(DefinedSchema),
  grants: z.array(GrantSchema),
  /** The query and the options of a view. */
  definition: z.string().nullable(),
  options: z.array(z.string()),
  /** Bits of `pg_relation_is_updatable`: 4 update, 8 insert, 16 delete. */
  updatable: z.number().int(),
});

const FunctionSchema = z.object({
  oid,
  schema: z.string(),
  name: z.string(),
  kind: z.enum(['f', 'p', 'a', 'w']),
  /** Input arguments in order; the last `defaults` of them may be left out. */
  arguments: z.array(z.object({ name: z.string(), type: z.string() })),
  defaults: z.number().int(),
  variadic: z.boolean(),
  result: z.string(),
  /** Columns of a row result. */
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  /** Hash of everything that `create function` says; null for an aggregate. */
  body: z.string().nullable(),
  volatility: z.string(),
  grants: z.array(GrantSchema),
});

const EnumSchema = z.object({ oid, schema: z.string(), name: z.string(), labels: z.array(z.string()) });

const DomainSchema = z.object({
  oid,
  schema: z.string(),
  name: z.string(),
  base: z.string(),
  notNull: z.boolean(),
  default: z.string().nullable(),
  checks: z.array(z.object({ name: z.string(), expression: z.string() })),
});

const CompositeSchema = z.object({ oid, schema: z.string(), name: z.string(), columns: z.array(ColumnSchema) });

const SequenceSchema = z.object({
  oid,
  schema: z.string(),
  name: z.string(),
  /** The column that it goes with, qualified. */
  ownedBy: z.string().nullable(),
  grants: z.array(GrantSchema),
});

/** The schema of a database as plain JSON. Object identifiers are those of that database: they mean nothing in another one. */
export const CatalogueSchema = z.object({
  format: z.literal(1),
  /** `server_version_num`: 150018. */
  server: z.number().int().min(130000),
  searchPath: z.enum(['', '""']),
  schemas: z.array(z.object({ oid, name: z.string(), owner: z.string(), grants: z.array(GrantSchema) })),
  relations: z.array(RelationSchema),
  functions: z.array(FunctionSchema),
  enums: z.array(EnumSchema),
  domains: z.array(DomainSchema),
  composites: z.array(CompositeSchema),
  sequences: z.array(SequenceSchema),
  /** One for each table that is in one, however it came to be. */
  publications: z.array(
    z.object({
      name: z.string(),
      table: z.string(),
      /** Empty before PostgreSQL 15, which publishes whole rows. */
      columns: z.array(z.string()),
      filter: z.string().nullable(),
      actions: z.array(z.string()),
    }),
  ),
  extensions: z.array(z.object({ name: z.string(), schema: z.string(), version: z.string() })),
});

export type Catalogue = z.infer<typeof CatalogueSchema>;
export type Relation = z.infer<typeof RelationSchema>;
export type Column = z.infer<typeof ColumnSchema>;
export type Unique = z.infer<typeof UniqueSchema>;
export type Check = z.infer<typeof CheckSchema>;
export type ForeignKey = z.infer<typeof ForeignKeySchema>;
export type Grant = z.infer<typeof GrantSchema>;
export type Routine = z.infer<typeof FunctionSchema>;
export type Domain = z.infer<typeof DomainSchema>;
