import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '#src/store/open-store.ts';
import { openToy, toyEngine } from '#test/engine/toy-engine.ts';
import { switchback } from './run-switchback.ts';

test('verify-journal says of each journal whether it is as it was written, and with a hash whether it was sealed anew', async () => {
  const path = await storeWithTwo();
  const intact = await switchback(['verify-journal'], { env: { SWITCHBACK_STORE: path } });
  expect(intact).toMatchObject({ code: 0, stderr: '' });
  expect(intact.stdout.replaceAll(/[0-9a-f]{64}/g, 'HASH')).toBe(
    'inc-2: intact, 1 entries, sealed HASH\ninc-1: intact, 1 entries, sealed HASH\n',
  );

  const [, hash = ''] = /inc-1: .*sealed (\w+)/.exec(intact.stdout) ?? [];
  expect(await switchback(['verify-journal', 'inc-1', '--anchor', hash], { env: { SWITCHBACK_STORE: path } })).toMatchObject({ code: 0 });
  expect(await switchback(['verify-journal', 'inc-1', '--anchor', '0'.repeat(64)], { env: { SWITCHBACK_STORE: path } })).toMatchObject({
    code: 1,
    stdout: 'inc-1: BROKEN at entry 1: no entry has the hash that was written down: the journal was sealed anew\n',
  });
}, 60_000);

test('verify-journal finds a change, and what is not there', async () => {
  const path = await storeWithTwo();
  const store = await openStore(`sqlite:${path}`);
  await sql`drop trigger journal_refuses_update`.execute(store.db);
  await store.db.updateTable('journal').set({ by: 'U_EVE' }).where('incident', '=', 'inc-2').execute();
  await store.close();

  const changed = await switchback(['verify-journal', '--json'], { env: { SWITCHBACK_STORE: path } });
  expect(changed.code).toBe(1);
  expect(
    changed.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { incident: 'inc-2', kind: 'broken', seq: 1, why: 'entry 1 was changed after it was written' },
    { incident: 'inc-1', kind: 'intact', length: 1 },
  ]);
  expect(await switchback(['verify-journal', 'inc-9'], { env: { SWITCHBACK_STORE: path } })).toMatchObject({
    code: 2,
    stderr: 'There is no incident inc-9 in this store, so nothing was verified.\n',
  });
  expect(await switchback(['verify-journal'], { env: { SWITCHBACK_STORE: '/nowhere.sqlite' } })).toMatchObject({ code: 2 });
}, 60_000);

async function storeWithTwo(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'switchback-verify-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'switchback.sqlite');
  const store = await openStore(`sqlite:${path}`);
  const engine = toyEngine(store);
  engine.setTime(1_000);
  await openToy(engine, 'inc-1');
  engine.setTime(2_000);
  await openToy(engine, 'inc-2');
  await store.close();
  return path;
}
