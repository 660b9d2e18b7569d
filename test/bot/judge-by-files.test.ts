import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprintFiles, judgeByFiles } from '#src/bot/judge-by-files.ts';
import { createRepository, type Commits } from '#test/support/scene/create-repository.ts';

const signal = new AbortController().signal;
let repository: string;
let commits: Commits;

beforeAll(async () => {
  repository = await mkdtemp(join(tmpdir(), 'switchback-files-'));
  commits = createRepository(repository, { migrated: true });
});
afterAll(() => rm(repository, { recursive: true }));

const question = (from: string, to: string, folder = 'migrations') => ({ repository, from, to, folder, tool: null });

test('the same files with the same contents prove that the old code runs', async () => {
  const { verdict, sentence } = await judgeByFiles(question(commits.good, commits.good), signal);
  const short = commits.good.slice(0, 7);
  expect({ verdict, sentence }).toEqual({
    verdict: 'safe',
    sentence: `No migration between ${short} and ${short}: all 2 files in migrations/ are the same.`,
  });
});

test('any difference is left open, by name', async () => {
  const { verdict, sentence } = await judgeByFiles(question(commits.older, commits.bad), signal);
  expect({ verdict, sentence }).toEqual({
    verdict: 'unknown',
    sentence: `Migrations differ between ${commits.older.slice(0, 7)} and ${commits.bad.slice(0, 7)}: 0002_coupons.sql, 0003_contract.sql. The files alone do not say whether the old code runs.`,
  });
});

test('no migration at either commit proves nothing: the folder may be another', async () => {
  expect((await judgeByFiles(question(commits.good, commits.bad, 'drizzle'), signal)).verdict).toBe('unknown');
});

test('a report holds for as long as the files are the same', async () => {
  const { fingerprints } = await judgeByFiles(question(commits.good, commits.bad), signal);
  expect(await fingerprintFiles(question(commits.good, commits.bad), signal)).toEqual(fingerprints);
  expect((await fingerprintFiles(question(commits.older, commits.bad), signal)).from).not.toBe(fingerprints.from);
});

test('a commit that the clone does not know is thrown, never judged', async () => {
  await expect(judgeByFiles(question('deadbeef'.repeat(5), commits.bad), signal)).rejects.toMatchObject({ code: 'provider_not_found' });
});
