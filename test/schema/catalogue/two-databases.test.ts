import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Catalogue } from '#src/schema/catalogue/catalogue.ts';
import { compareFingerprints, fingerprint } from '#src/schema/catalogue/fingerprint.ts';
import { readCatalogue } from '#src/schema/catalogue/read-catalogue.ts';
import { withIdentityOf } from '#src/schema/catalogue/with-identity-of.ts';
import { diffCatalogues } from '#src/schema/diff/diff-catalogues.ts';
import { openNative, openPglite } from '../traps/engines.ts';
import type { Engine, Ground } from '../traps/engines.ts';

const SHOP = [
  "create type status as enum ('open', 'paid')",
  'create table buyers (id integer primary key, name text not null)',
  "create table orders (id serial primary key, status status not null default 'open', buyer integer references buyers, note varchar(9) check (note in ('a', 'b')))",
  'create unique index on orders (lower(note)) where buyer > 0',
];

/** The same schema, built another way: other identifiers, other order of columns. */
const BUILT_OTHERWISE = [
  'create table scraps (id integer)',
  'create table buyers (extra integer, name text not null, id integer primary key)',
  'alter table buyers drop extra',
  "create type status as enum ('open')",
  "alter type status add value 'paid'",
  "create table orders (note varchar(9) check (note in ('a', 'b')), buyer integer references buyers, id serial primary key)",
  "alter table orders add status status not null default 'open'",
  'create unique index on orders (lower(note)) where buyer > 0',
  'drop table scraps',
];

const LIMIT = ['alter table buyers alter name drop not null'];

let pglite: Engine;
let native: Engine | null;
beforeAll(async () => {
  pglite = await openPglite();
  native = await openNative();
});
afterAll(async () => {
  await pglite.stop();
  await native?.stop();
});

async function built(ground: Ground, steps: readonly string[]): Promise<Catalogue> {
  await ground.begin('select 1');
  for (const step of steps) await ground.run(step);
  const read = await readCatalogue(ground);
  if (read.kind !== 'read') throw new Error(read.why);
  return read.catalogue;
}

describe('a fingerprint', () => {
  test('is the same for a schema that was built another way', async () => {
    const [one, other] = [await built(pglite.grounds[0], SHOP), await built(pglite.grounds[1], BUILT_OTHERWISE)];
    expect(compareFingerprints(fingerprint(one), fingerprint(other))).toBe('same');
  });

  test('is the same, or may be, on another major version', async ({ skip }) => {
    const ground = native?.grounds[0];
    if (!ground) return skip('PostgreSQL is not installed');
    const [one, other] = [fingerprint(await built(pglite.grounds[0], SHOP)), fingerprint(await built(ground, SHOP))];
    expect(one.shape).toBe(other.shape);
    expect(compareFingerprints(one, { ...other, texts: 'printed otherwise' })).toBe(one.major === other.major ? 'different' : 'maybe');
  });

  test.for([
    'alter table buyers alter name drop not null',
    'alter table orders alter note type varchar(10)',
    'alter table orders add extra text',
    "alter table orders alter note set default 'a'",
    "alter type status rename value 'paid' to 'settled'",
    'drop index orders_lower_idx',
    'alter table orders drop constraint orders_buyer_fkey',
    "alter table orders alter status set default 'paid'",
    'create function one() returns integer language sql as $$ select 1 $$',
  ])('is another one after %s', async (change) => {
    const [one, other] = [await built(pglite.grounds[0], SHOP), await built(pglite.grounds[1], [...SHOP, change])];
    expect(compareFingerprints(fingerprint(one), fingerprint(other))).toBe('different');
  });
});

describe('comparing two databases by name', () => {
  test('the same schema has no findings', async () => {
    const [one, other] = [await built(pglite.grounds[0], SHOP), await built(pglite.grounds[1], BUILT_OTHERWISE)];
    expect(diffCatalogues(one, withIdentityOf(one, other))).toEqual([]);
    expect(diffCatalogues(other, withIdentityOf(other, one))).toEqual([]);
  });

  test('a difference is found under its name', async () => {
    const [one, other] = [await built(pglite.grounds[0], SHOP), await built(pglite.grounds[1], [...BUILT_OTHERWISE, ...LIMIT])];
    expect(diffCatalogues(one, withIdentityOf(one, other)).map(({ code, object }) => [code, object])).toEqual([
      ['NOT_NULL_DROPPED', 'public.buyers.name'],
    ]);
  });

  test('a rename cannot be told from a drop', async () => {
    const renamed = [...SHOP, 'alter table buyers rename to people', 'alter table orders rename buyer to person'];
    const [one, other] = [await built(pglite.grounds[0], SHOP), await built(pglite.grounds[1], renamed)];
    const codes = diffCatalogues(one, withIdentityOf(one, other)).map(({ code, object }) => `${code} ${object}`);
    expect(codes).toContain('TABLE_DROPPED public.buyers');
    expect(codes).toContain('COLUMN_DROPPED public.orders.buyer');
  });
});
