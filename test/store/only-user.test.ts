import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { onlyUserOf } from '#src/store/only-user.ts';

test('a second bot on one SQLite file is refused until the first has ended', () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchback-only-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'switchback.sqlite');
  const release = onlyUserOf(path);
  expect(() => onlyUserOf(path)).toThrow('so this one was not started. End it first, or give each its own SWITCHBACK_STORE');
  release();
  onlyUserOf(path)();
});
