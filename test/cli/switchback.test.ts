import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BIN, run, switchback } from './run-switchback.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchback-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

describe('what it can do', () => {
  test('the version is that of the package', async () => {
    expect(await switchback(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test.each([
    { args: ['--help'], says: 'switchback lint [--base REF] [DIR]' },
    { args: ['help', 'lint'], says: '--signed-off-by NAME' },
    { args: ['schema', '--help'], says: '--database-env NAME' },
    { args: ['lint', '-h'], says: 'Exit code 0: nothing breaks' },
  ])('$args explains itself', async ({ args, says }) => {
    const { code, stdout, stderr } = await switchback(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(says);
  });
});

describe('a wrong call is refused with one sentence and the usage', () => {
  test.each([
    { args: [], says: "switchback: would the old code run on today's schema?", usage: 'switchback lint' },
    { args: ['frobnicate'], says: 'There is no command "frobnicate".', usage: 'switchback lint' },
    { args: ['schema'], says: 'Name two commits with --from and --to, or a folder with --history.', usage: '--repo DIR' },
    { args: ['schema', '--from', 'HEAD'], says: 'Name two commits with --from and --to, or a folder with --history.', usage: '--repo DIR' },
    { args: ['schema', '--from', 'a', '--to', 'b', '--history', 'c'], says: 'not both.', usage: '--repo DIR' },
    { args: ['schema', '--from', '-x', '--to', 'HEAD'], says: "Option '--from' argument is ambiguous.", usage: '--repo DIR' },
    { args: ['schema', '--from'], says: "Option '--from <value>' argument missing", usage: '--repo DIR' },
    { args: ['schema', '--frm', 'a'], says: "Unknown option '--frm'", usage: '--repo DIR' },
    { args: ['schema', 'HEAD~1', 'HEAD'], says: "Unexpected argument 'HEAD~1'", usage: '--repo DIR' },
    { args: ['schema', '--from', 'a', '--to', 'b', '--database-env', 'NOT_THERE'], says: 'NOT_THERE is not set', usage: '--repo DIR' },
    {
      args: ['schema', '--from', 'a', '--to', 'b', '--database-env', 'postgres://me:secret@db/x'],
      says: 'takes the name of an environment variable',
      usage: '--repo DIR',
    },
    { args: ['lint', 'a', 'b'], says: 'Name one folder, not 2.', usage: '--base REF' },
  ])('$args', async ({ args, says, usage }) => {
    const { code, stdout, stderr } = await switchback(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).toContain(usage);
    expect(stderr.replaceAll(usage, '')).not.toContain('secret');
    expect(stderr).not.toContain('    at ');
  });

  test.each([
    { args: ['lint', '--tool', 'liquibase'], says: 'There is no migration tool "liquibase" here. Name one of prisma, drizzle' },
    { args: ['lint', '--format', 'xml'], says: 'There is no format "xml". Name one of text, json, sarif, github.' },
    { args: ['schema', '--from', 'a', '--to', 'b', '--tool', 'x'], says: 'There is no migration tool "x" here.' },
    { args: ['schema', '--history', '.', '--tool', 'x'], says: 'There is no migration tool x here.' },
    { args: ['lint', 'nowhere'], says: 'There is no folder nowhere.' },
    { args: ['lint', '--base', 'main', 'nowhere'], says: 'nowhere is in no git clone' },
    { args: ['schema', '--history', 'nowhere'], says: 'There is no folder nowhere.' },
    { args: ['schema', '--from', 'a', '--to', 'b', '--repo', 'nowhere'], says: 'There is no folder nowhere' },
    { args: ['schema', '--from', 'a', '--to', 'b'], says: 'could not be read as a git repository' },
  ])('$args is refused with one sentence', async ({ args, says }) => {
    const { code, stdout, stderr } = await switchback(args, { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

const OLD_NODE = ['/usr/bin/node', '/usr/local/bin/node'].find(isOld);

function isOld(node: string): boolean {
  const { stdout, status } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return status === 0 && Number(/^v(?<major>\d+)/u.exec(stdout)?.groups?.['major']) < 24;
}

describe.skipIf(OLD_NODE === undefined)('on an older Node', () => {
  test.skipIf(!existsSync('node_modules/node/bin/node'))('it goes on with the one that its dependencies bring', async () => {
    expect(await switchback(['--version'], { node: OLD_NODE ?? '' })).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect((await switchback(['lint', '--format', 'xml'], { node: OLD_NODE ?? '' })).code).toBe(2);
  });

  test('without one it says which Node it needs, and no stack trace', async () => {
    const alone = join(folder, 'switchback.mjs');
    copyFileSync(BIN, alone);
    const { code, stdout, stderr } = await run(OLD_NODE ?? '', [alone, '--version']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^This is Node [\d.]+, and switchback needs 24\. Nothing was judged\. Run npm ci .*\n$/u);
  });
});
