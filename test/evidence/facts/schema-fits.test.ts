import { expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { schemaFits, type SchemaQuestion } from '#src/evidence/facts/schema-fits.ts';
import type { Code } from '#src/providers/code.ts';
import { hang } from '#test/support/gate.ts';
import { GOOD } from '#test/support/scripted-deploys.ts';
import { BAD, NOW } from '#test/support/shop.ts';

const never = new AbortController().signal;

/** A repository that knows these two commits and nothing else. */
function repository(atTarget: Record<string, string>, atLive: Record<string, string>): Code {
  return {
    files: async (commit, folder) => {
      if (folder !== 'db/migrations') throw new Error(`The test does not declare the folder ${folder}.`);
      if (commit === GOOD.commit) return new Map(Object.entries(atTarget));
      if (commit === BAD.commit) return new Map(Object.entries(atLive));
      throw new SwitchbackError('provider_not_found', `The clone does not know ${commit}. Fetch it.`);
    },
  };
}

async function ask(code: Code | null, change: Partial<SchemaQuestion> = {}) {
  const question = { target: GOOD, live: BAD, migrations: 'db/migrations', deadlineMs: 20, ...change };
  const { kind, source, observedAt, ...found } = await schemaFits(code, question, NOW, never);
  expect({ kind, source, observedAt }).toEqual({ kind: 'schema.fits', source: 'git', observedAt: NOW });
  return found;
}

test('the same files with the same contents: supports', async () => {
  const files = { 'db/migrations/001.sql': 'a', 'db/migrations/002.sql': 'b' };
  expect(await ask(repository(files, files))).toEqual({
    verdict: 'supports',
    summary: 'No migration between a1b2c3d and bad0000: all 2 files in db/migrations/ are the same.',
  });
});

test('a migration more, one less and one changed: inconclusive, each by name', async () => {
  const before = { 'db/migrations/001.sql': 'a', 'db/migrations/002.sql': 'b' };
  const after = { 'db/migrations/001.sql': 'edited', 'db/migrations/003_drop_total.sql': 'c' };
  expect(await ask(repository(before, after))).toEqual({
    verdict: 'inconclusive',
    summary:
      'Migrations differ between a1b2c3d and bad0000: 001.sql, 002.sql, 003_drop_total.sql. The files alone do not say whether the old code runs.',
    details: { changed: ['db/migrations/001.sql', 'db/migrations/002.sql', 'db/migrations/003_drop_total.sql'] },
  });
});

test('no migration at either commit proves nothing: the folder may be another', async () => {
  expect(await ask(repository({}, {}))).toEqual({
    verdict: 'inconclusive',
    summary: 'db/migrations/ is empty at a1b2c3d and bad0000, so nothing is known about the schema.',
  });
});

test('every migration gone from one commit is a difference', async () => {
  expect((await ask(repository({}, { 'db/migrations/001.sql': 'a' }))).verdict).toBe('inconclusive');
});

test('a commit that the clone does not know: unavailable', async () => {
  expect(await ask(repository({}, {}), { live: { ...BAD, commit: 'f00' } })).toEqual({
    verdict: 'unavailable',
    summary: 'The migrations could not be compared. The clone does not know f00. Fetch it.',
  });
});

test('a clone that hangs: unavailable', async () => {
  expect(await ask({ files: (_, __, signal) => hang(signal) })).toEqual({
    verdict: 'unavailable',
    summary: 'The migrations could not be compared. It did not answer within 0.02 s.',
  });
});

test('no repository is configured: unavailable', async () => {
  expect(await ask(null)).toEqual({
    verdict: 'unavailable',
    summary: 'No repository is configured, so the migrations were not compared.',
  });
});

test.each([
  { unknown: 'the target', change: { target: null } },
  { unknown: 'the live deployment', change: { live: null } },
  { unknown: 'the commit of the target', change: { target: { ...GOOD, commit: null } } },
  { unknown: 'the commit of the live deployment', change: { live: { ...BAD, commit: null } } },
])('$unknown is not known: inconclusive', async ({ change }) => {
  expect(await ask(repository({}, {}), change)).toEqual({
    verdict: 'inconclusive',
    summary: 'A commit is not known, so the migrations were not compared.',
  });
});
