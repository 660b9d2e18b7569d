import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalogue } from '#src/schema/catalogue/read-catalogue.ts';
import { embedFindings } from '#src/schema/diff/embeds.ts';
import { openPglite } from '../traps/engines.ts';
import type { Engine } from '../traps/engines.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openPglite();
});
afterAll(() => engine.stop());

async function catalogueAfter(change: string) {
  const [ground] = engine.grounds;
  await ground.run(change);
  const read = await readCatalogue(ground);
  if (read.kind !== 'read') throw new Error(read.why);
  return read.catalogue;
}

test('a second foreign key between two tables makes an embedded read ambiguous, a first one does not', async () => {
  await engine.grounds[0].begin('create table buyers (id integer primary key); create table orders (buyer integer references buyers)');
  const one = await catalogueAfter('create table notes (id integer)');
  const two = await catalogueAfter('alter table notes add buyer integer references buyers');
  expect(embedFindings(one, two)).toEqual([]);
  const three = await catalogueAfter('alter table orders add seller integer references buyers');
  expect(embedFindings(two, three).map(({ code, object }) => [code, object])).toEqual([
    ['EMBED_AMBIGUOUS', 'public.buyers and public.orders'],
  ]);
});
