import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const check = fileURLToPath(new URL('../src/check-node.mjs', import.meta.url));

test('an old Node is told in one sentence', async () => {
  const pretended = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' }); await import(${JSON.stringify(check)});`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', pretended]);
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr:
      'This is Node 20.20.2, and Switchback needs 24 or later, so nothing was started. Install it, or run npm ci without --omit=dev, which brings it.\n',
  });
});

test('this Node is taken', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [check]);
  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
});

test('every command that runs without the packages of development looks first', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { scripts: Record<string, string> };
  const own = Object.entries(scripts).filter(([, command]) => /^node .*(?:src|sandbox)\/(?:[\w/]+\/)?main\.ts/u.test(command));
  expect(own.map(([name, command]) => [name, command.startsWith('node --import ./src/check-node.mjs ')])).toEqual([
    ['start', true],
    ['sandbox', true],
    ['rehearse', true],
    ['bench', true],
  ]);
});
