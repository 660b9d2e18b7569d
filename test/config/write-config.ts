import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of the test's own with this switchback.yml in it; gone when the test is. */
export function writeConfig(yaml: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'switchback-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'switchback.yml');
  writeFileSync(file, yaml);
  return file;
}
