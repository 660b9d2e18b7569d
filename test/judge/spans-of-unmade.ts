import type { Files } from './repository.ts';
import type { Span } from './span.ts';

const SCHEMA = `datasource db {
  provider = "postgresql"
}
model Order {
  id Int @id
  @@map("orders")
}
model Rate {
  id Int @id
  rate Int
  @@map("partner_rates")
}
`;
const OLD: Files = {
  'prisma/schema.prisma': SCHEMA,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/1_base/migration.sql': 'create table orders (id integer primary key);\n',
};
const next = (sql: string): Files => ({ 'prisma/migrations/2_next/migration.sql': sql });
const FOUND = 'OPAQUE 2_next - prisma/migrations/2_next/migration.sql';
const IF_MISSING = 'create table if not exists partner_rates (id integer primary key, rate integer not null);\n';

/** A table that the old code names and no migration ever made: somebody else's, on whatever platform. */
export const SPANS_OF_UNMADE: readonly Span[] = [
  {
    name: 'a column taken from a table that no migration makes',
    old: OLD,
    changes: next('alter table partner_rates drop column rate;\n'),
    verdict: 'unknown',
    finds: [`${FOUND}:1`],
    says: 'no migration makes partner_rates',
  },
  {
    name: 'a table in a schema that no migration makes',
    old: OLD,
    changes: next('drop table partner.rates;\n'),
    verdict: 'unknown',
    finds: [`${FOUND}:1`],
    says: 'no migration makes partner',
  },
  {
    name: 'a table that is made where it is missing, and changed wherever it was',
    old: OLD,
    changes: next(`${IF_MISSING}alter table partner_rates drop column rate;\n`),
    verdict: 'unknown',
    finds: [FOUND],
    says: 'It names partner_rates',
  },
  {
    name: 'a table that is made where it is missing in one migration, and changed in the next',
    old: OLD,
    changes: { ...next(IF_MISSING), 'prisma/migrations/3_drop/migration.sql': 'alter table partner_rates drop column rate;\n' },
    verdict: 'unknown',
    finds: ['OPAQUE 3_drop - prisma/migrations/3_drop/migration.sql'],
  },
  {
    name: 'a table that is made where it is missing, and no more',
    old: OLD,
    changes: next(`${IF_MISSING}create index on partner_rates (rate);\n`),
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a table that the code names, made by a migration of the span and changed by it',
    old: OLD,
    changes: next('create table partner_rates (id integer primary key);\nalter table partner_rates add column rate integer;\n'),
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a table that a migration makes and a later one misspells is not called somebody else’s',
    old: { ...OLD, 'prisma/migrations/1_base/migration.sql': 'create table orders (id integer primary key);\ndrop table orders;\n' },
    changes: next('alter table orders drop column id;\n'),
    verdict: 'unknown',
    finds: [`${FOUND}:1`],
    says: 'A statement could not be replayed: relation "orders" does not exist',
  },
];
