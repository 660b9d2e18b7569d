import { expect, test } from 'vitest';
import { performAct } from '#sandbox/page/server/perform-act.ts';
import { createPlay } from '#sandbox/scenarios/play.ts';

test('where PGlite is the database, the scenario that needs several sessions at once is refused with the reason', async () => {
  const database = { url: '', kind: 'pglite', why: 'PGlite was asked for.', close: async () => {} } as const;
  const play = { ...createPlay(), database: () => database };
  const notes = { errors: new Map(), askHint: () => {} };
  expect(await performAct({ kind: 'start scenario', key: 'locking-migration' }, play, notes)).toEqual({
    kind: 'refused',
    why: 'This scenario needs several database sessions at once, which PGlite does not have. Install PostgreSQL and start the sandbox again.',
  });
});
