import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const check = fileURLToPath(new URL('../../../sandbox/check-node.mjs', import.meta.url));

test('an old Node is told in one sentence', async () => {
  const pretended = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' }); await import(${JSON.stringify(check)});`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', pretended]);
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr:
      'This is Node 20.20.2, and the sandbox needs 24, so nothing was started. Run npm ci, which brings it, and then npm run sandbox.\n',
  });
});

test('this Node is taken', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [check]);
  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
});
