import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRepository, type Repository } from '#test/judge/repository.ts';
import { switchback } from './run-switchback.ts';

const INVOICES = 'create table invoices (id integer primary key, subtotal numeric not null default 0, total numeric);\n';
let repository: Repository;

beforeAll(() => {
  repository = createRepository();
  repository.commit({ 'drizzle/0000_base.sql': INVOICES, 'drizzle/meta/_journal.json': journal('0000_base') });
  repository.tag('v1');
  repository.commit({ 'app.js': '1' });
  repository.tag('v2');
  repository.commit({
    'drizzle/0001_drop.sql': '-- no longer read\nalter table invoices drop column total;\n',
    'drizzle/meta/_journal.json': journal('0000_base', '0001_drop'),
  });
  repository.tag('v3');
});
afterAll(() => repository.remove());

function journal(...tags: string[]): string {
  return JSON.stringify({
    version: '7',
    dialect: 'postgresql',
    entries: tags.map((tag, idx) => ({ idx, version: '7', when: idx + 1, tag, breakpoints: true })),
  });
}

describe('the verdict on two commits', () => {
  test('as JSON is one line with everything', async () => {
    const { code, stdout, stderr } = await switchback(['schema', '--from', 'v1', '--to', 'v3', '--repo', repository.path, '--json']);

    expect({ code, stderr, lines: stdout.trimEnd().split('\n').length }).toEqual({ code: 0, stderr: '', lines: 1 });
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'unsafe',
      findings: [
        {
          code: 'COLUMN_DROPPED',
          severity: 'hard',
          object: 'public.invoices.total',
          sqlstate: '42703',
          file: 'drizzle/0001_drop.sql',
          line: 2,
          failing: { sqlstate: '42703' },
        },
      ],
      perMigration: [{ migration: '0001_drop', verdict: 'unsafe' }],
      floor: { deploy: repository.git('rev-parse', 'v3'), endedBy: '0001_drop' },
      from: repository.git('rev-parse', 'v1'),
      to: repository.git('rev-parse', 'v3'),
      folder: 'drizzle',
      tool: 'drizzle',
      fix: {
        kind: 'proved',
        files: [{ path: expect.stringMatching(/^drizzle\/0002_.*\.sql$/u) as string }, { path: 'drizzle/meta/_journal.json' }],
      },
    });
  });

  test('as text fits on a screen, with short ids, the way forward and the floor', async () => {
    const { code, stdout } = await switchback(['schema', '--from', 'v1', '--to', 'v3'], { cwd: repository.path });

    const lines = stdout.split('\n');
    expect(code).toBe(0);
    expect(lines[0]).toBe('UNSAFE');
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(stdout).toContain('drizzle/0001_drop.sql:2');
    expect(stdout).toContain('Way forward, proved on the scratch database: drizzle/0002_');
    expect(stdout).toContain(
      `The oldest deploy that still runs on today's schema: ${repository.git('rev-parse', 'v3').slice(0, 12)}, because of 0001_drop.`,
    );
    expect(stdout).not.toMatch(/[0-9a-f]{40}/u);
  });

  test('without a migration between is safe, from a folder below and by a path relative to the caller', async () => {
    mkdirSync(join(repository.path, 'src/deep'), { recursive: true });
    const { code, stdout } = await switchback(['schema', '--from', 'v1', '--to', 'v2', '--repo', '..'], {
      cwd: join(repository.path, 'src/deep'),
    });
    expect({ code, verdict: stdout.split('\n')[0] }).toEqual({ code: 0, verdict: 'SAFE' });
  });

  test('in a bare clone', async () => {
    const bare = join(repository.path, 'bare.git');
    repository.git('clone', '--quiet', '--bare', repository.path, bare);
    const { code, stdout } = await switchback(['schema', '--from', 'v1', '--to', 'v2', '--repo', bare, '--json']);
    expect({ code, verdict: (JSON.parse(stdout) as { verdict: string }).verdict }).toEqual({ code: 0, verdict: 'safe' });
  });

  test('an unknown folder or tool is unknown, never safe', async () => {
    const { code, stdout } = await switchback([
      'schema',
      '--from',
      'v1',
      '--to',
      'v2',
      '--repo',
      repository.path,
      '--dir',
      'nowhere',
      '--json',
    ]);
    expect({ code, verdict: (JSON.parse(stdout) as { verdict: string }).verdict }).toEqual({ code: 0, verdict: 'unknown' });
  });

  test.each(['v9', '-v1', 'v1:drizzle', '$(touch pwned)'])('a commit %j that is not there is refused', async (ref) => {
    const { code, stdout, stderr } = await switchback(['schema', `--from=${ref}`, '--to=v3', '--repo', repository.path]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      `"${ref}" is no commit of the clone at ${repository.path}, so no files were read. Fetch it, or correct the name.\n`,
    );
  });

  test('a shallow clone that lacks the commit says so', async () => {
    const shallow = join(repository.path, 'shallow');
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.path}`, shallow);
    const { code, stderr } = await switchback(['schema', '--from', 'v1', '--to', 'HEAD', '--repo', shallow]);
    expect(code).toBe(2);
    expect(stderr).toContain('"v1" is no commit of the clone');
  });

  test('a live database that does not answer is a limit of the report, and its password is told nowhere', async () => {
    const { code, stdout, stderr } = await switchback(
      ['schema', '--from', 'v1', '--to', 'v2', '--repo', repository.path, '--json', '--database-env', 'LIVE'],
      {
        env: { LIVE: 'postgres://reader:hunter2@127.0.0.1:1/shop' },
      },
    );
    const report = JSON.parse(stdout) as { verdict: string; limits: string[] };
    expect({ code, stderr, verdict: report.verdict }).toEqual({ code: 0, stderr: '', verdict: 'safe' });
    expect(report.limits.join(' ')).toContain('The live database could not be read');
    expect(stdout).not.toContain('hunter2');
  });
});

test('a folder of migrations is judged one by one', async () => {
  const { code, stdout } = await switchback(['schema', '--history', 'drizzle', '--tool', 'drizzle', '--json'], { cwd: repository.path });
  expect(code).toBe(0);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { migration: string; verdict: string });
  expect(lines.map(({ migration, verdict }) => ({ migration, verdict }))).toEqual([
    { migration: '0000_base', verdict: 'safe' },
    { migration: '0001_drop', verdict: 'unsafe' },
  ]);
});

test('lint of a change is exit code 1, with annotations inside GitHub Actions', async () => {
  const { code, stdout, stderr } = await switchback(['lint', '--base=v2'], { cwd: repository.path, env: { GITHUB_ACTIONS: 'true' } });
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toContain('drizzle/0001_drop.sql:2  breaks  COLUMN_DROPPED public.invoices.total (42703)');
  expect(stdout).toContain('\n::error file=drizzle/0001_drop.sql,line=2,title=COLUMN_DROPPED public.invoices.total::');
});
