import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHistory, type History } from '#sandbox/history/create-history.ts';
import type { AppVersion } from '#sandbox/app/versions.ts';
import { createGit } from '#src/providers/git/create-git.ts';

const signal = new AbortController().signal;
const BEFORE_CONTRACT = [
  'migrations/0000_init.sql',
  'migrations/0001_expand.sql',
  'migrations/0002_backfill.sql',
  'migrations/meta/_journal.json',
];
const CONTRACT = [
  'migrations/0000_init.sql',
  'migrations/0001_expand.sql',
  'migrations/0002_backfill.sql',
  'migrations/0003_contract.sql',
  'migrations/meta/_journal.json',
];
let folder: string;
let history: History;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchback-history-'));
  history = await createHistory(folder);
});
afterAll(() => rm(folder, { recursive: true }));

function migrations(version: AppVersion): Promise<ReadonlyMap<string, string>> {
  return createGit({ repository: folder, mayFetch: true }).files(history.commits[version].hash, 'migrations', signal);
}

test('dual-read was committed before the contract migration existed', async () => {
  expect([...(await migrations('dual-read')).keys()]).toEqual(BEFORE_CONTRACT);
});

test.each(['contract', 'plain-bug', 'contract-with-forgotten-page'] as const)('%s has the contract migration', async (version) => {
  expect([...(await migrations(version)).keys()]).toEqual(CONTRACT);
});

test('contract and plain-bug have the same migrations and different code', async () => {
  const git = createGit({ repository: folder, mayFetch: true });
  const [contract, bug] = [history.commits.contract.hash, history.commits['plain-bug'].hash];
  expect(await git.files(bug, 'migrations', signal)).toEqual(await git.files(contract, 'migrations', signal));
  expect(await git.files(bug, 'src', signal)).not.toEqual(await git.files(contract, 'src', signal));
});

test('every deployment has a commit of its own, and making the history again gives the same hashes', async () => {
  const again = await mkdtemp(join(tmpdir(), 'switchback-history-'));
  const { commits } = await createHistory(again);
  await rm(again, { recursive: true });
  expect(new Set(Object.values(commits).map(({ hash }) => hash)).size).toBe(9);
  expect(commits).toEqual(history.commits);
});
