import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalogue } from '#src/schema/catalogue/read-catalogue.ts';
import { diffCatalogues } from '#src/schema/diff/diff-catalogues.ts';
import { accept, execute } from '#src/schema/oracle/execute.ts';
import { judge } from '#src/schema/oracle/judge.ts';
import { provocations } from '#src/schema/oracle/provocations.ts';
import { openPglite, type Engine, type Ground } from '../traps/engines.ts';

const BEFORE =
  'create table teams (id int primary key); create table users (id int primary key, login text not null, nick text, score bigint, team int);';

let engine: Engine;
beforeAll(async () => {
  engine = await openPglite();
});
afterAll(() => engine.stop());

test.each([
  ['a shorter text', 'alter table users alter column login type varchar(10)', 'TYPE_NARROWED public.users.login 22001'],
  ['a smaller number', 'alter table users alter column score type integer', 'TYPE_NARROWED public.users.score 22003'],
  [
    'a key to another table',
    'alter table users add constraint of_team foreign key (team) references teams',
    'FK_ADDED public.users/of_team 23503',
  ],
  [
    'a check that is not understood',
    "alter table users add constraint plain check (login ~ '^[a-z]+$')",
    'CHECK_ADDED public.users/plain 23514',
  ],
])('%s is shown by a row that the old schema takes and the new one refuses', async (_, migration, shown) => {
  const [old, now] = engine.grounds;
  await old.begin(BEFORE);
  await now.begin(BEFORE);
  const before = await catalogueOf(now);
  await now.run(migration);
  const after = await catalogueOf(now);
  const findings = diffCatalogues(before, after);

  const judged = judge(findings, await execute(now, await accept(old, provocations(before, after, findings))));

  expect(judged.map(({ code, object, failing }) => `${code} ${object} ${failing?.sqlstate}`)).toContain(shown);
});

async function catalogueOf(ground: Ground) {
  const read = await readCatalogue(ground);
  if (read.kind === 'not read') throw new Error(read.why);
  return read.catalogue;
}
