import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createGit } from '#src/providers/git/create-git.ts';
import { createRepository } from '#test/judge/repository.ts';

test.each(['FETCH_HEAD', 'ORIG_HEAD'])('A pipe that stands for %s in the clone keeps nobody waiting', async (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'switchback-pipe-'));
  const clone = createRepository(folder);
  const commit = clone.commit({ 'db/1.sql': 'select 1;\n' });
  const pipe = join(clone.path, '.git', name);
  rmSync(pipe, { force: true });
  execFileSync('mkfifo', [pipe]);
  onTestFinished(() => {
    // Lets go whoever waits for somebody to write.
    closeSync(openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK));
    rmSync(folder, { recursive: true });
  });
  const files = createGit({ repository: clone.path, mayFetch: false }).files(commit, 'db', AbortSignal.timeout(10_000));
  const late = new Promise((resolve) => AbortSignal.timeout(15_000).addEventListener('abort', () => resolve('still waiting')));
  expect(await Promise.race([files.then((found) => [...found.keys()]), late])).toEqual(['db/1.sql']);
});
