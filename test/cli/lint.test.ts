import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRepository, type Files, type Repository } from '#test/judge/repository.ts';
import { lintCommand, type LintOptions } from '#src/cli/lint-command.ts';
import { createScratchPool, type ScratchPool } from '#test/judge/scratch-pool.ts';

const made: Repository[] = [];
let repository: Repository;
let pool: ScratchPool;
beforeAll(() => {
  pool = createScratchPool();
});
beforeEach(() => {
  repository = createRepository();
  made.push(repository);
  repository.commit({ 'migrations/0001_base.sql': 'create table invoices (id integer primary key, total numeric, note text);\n' });
  repository.git('switch', '--quiet', '--create', 'change');
});
afterAll(async () => {
  await pool.stop();
  for (const one of made) one.remove();
});

const DROP = 'alter table invoices drop column total;\n';

interface Linted {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function lint(options: Partial<LintOptions> = {}): Promise<Linted> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await lintCommand({
    directory: repository.path,
    base: 'main',
    tool: null,
    format: 'text',
    reviewers: [],
    engine: 'bundled',
    scratch: pool,
    annotate: false,
    version: '0.1.0',
    print: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    ...options,
  });
  return { code, stdout: out.join('\n'), stderr: err.join('\n') };
}

async function linted(files: Files, options: Partial<LintOptions> = {}): Promise<Linted> {
  repository.commit(files);
  return await lint(options);
}

describe('against a base', () => {
  test('a change that breaks nothing passes', async () => {
    expect(await linted({ 'migrations/0002_tax.sql': 'alter table invoices add column tax numeric;\n' })).toEqual({
      code: 0,
      stdout: 'One migration: nothing in it breaks the code that is out there, or a reviewer accepted it.',
      stderr: '',
    });
  });

  test('nothing new passes', async () => {
    expect(await linted({ 'app.js': '1' })).toEqual({
      code: 0,
      stdout: 'No migration is new, so nothing breaks the code that is out there.',
      stderr: '',
    });
  });

  test.each([
    { rule: 'a required column', sql: 'alter table invoices add column tax numeric not null;\n', code: 'REQUIRED_COLUMN_ADDED' },
    { rule: 'a dropped column', sql: DROP, code: 'COLUMN_DROPPED' },
    { rule: 'a dropped table', sql: 'drop table invoices;\n', code: 'TABLE_DROPPED' },
    { rule: 'another type', sql: 'alter table invoices alter column note type integer using 0;\n', code: 'TYPE_CHANGED' },
    { rule: 'a unique on an existing table', sql: 'alter table invoices add constraint notes unique (note);\n', code: 'UNIQUE_ADDED' },
  ])('$rule is caught, with its place and what the old code would see', async ({ sql, code }) => {
    const ran = await linted({ 'migrations/0002_next.sql': `-- ünïcode\n${sql}` });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(new RegExp(`^migrations/0002_next\\.sql:2  breaks  ${code} public\\.invoices`, 'u'));
    expect(ran.stdout).toMatch(/ {4}tried: .* → [0-9A-Z]{5}/u);
    expect(ran.stdout).toContain('1 would break the code that is out there');
  });

  test('what is not committed yet is judged too, and names a folder without git', async () => {
    repository.write({ 'migrations/0002_drop.sql': DROP });
    const ran = await lint({ directory: join(repository.path, 'migrations') });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('migrations/0002_drop.sql:1  breaks  COLUMN_DROPPED');
  });

  test('what was merged to the base meanwhile is no part of the change', async () => {
    repository.commit({ 'app.js': '1' });
    repository.git('switch', '--quiet', 'main');
    repository.commit({ 'migrations/0002_drop.sql': DROP });
    repository.git('switch', '--quiet', 'change');
    expect((await linted({ 'app.js': '2' })).code).toBe(0);
  });

  test('a rename of the folder hides nothing', async () => {
    repository.git('mv', 'migrations', 'db');
    const ran = await linted({ 'db/0002_drop.sql': DROP });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('db/0002_drop.sql:1  breaks  COLUMN_DROPPED');
  });

  test('the first migrations of a repository break no code', async () => {
    const first = createRepository();
    made.push(first);
    first.commit({ 'app.js': '1' });
    first.git('switch', '--quiet', '--create', 'change');
    first.commit({ 'migrations/0001_base.sql': 'create table a (id integer not null);\n' });
    expect((await lint({ directory: first.path })).code).toBe(0);
  });

  test('what cannot be told does not pass', async () => {
    const ran = await linted({ 'migrations/0002_next.sql': 'select from nowhere;\n' });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('migrations/0002_next.sql:1  unknown  OPAQUE 0002_next');
    expect(ran.stdout).toContain('1 cannot be told');
  });

  test('an edited migration does not pass', async () => {
    const ran = await linted({ 'migrations/0001_base.sql': 'create table invoices (id integer primary key);\n' });
    expect({ code: ran.code, says: ran.stdout.includes('what ran on the database cannot be told') }).toEqual({ code: 1, says: true });
  });

  test.each(['origin/main', '-x'])('a base %j that is not there is exit code 2', async (base) => {
    const ran = await lint({ base });
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(`"${base}" is no commit of the clone`);
  });

  test('a copy that a build left, and a link to a folder, are passed over', async () => {
    repository.write({ '.gitignore': 'dist\n', 'dist/migrations/0001_base.sql': 'select 1;\n' });
    mkdirSync(join(repository.path, 'docs'));
    repository.link('linked', 'docs');
    expect((await linted({ 'app.js': '1' })).code).toBe(0);
  });
});

describe('a marker', () => {
  const MARKED = '-- compat: breaking (reason: nobody reads it since v2)\n';

  test('alone does not pass: somebody must sign it off', async () => {
    const ran = await linted({ 'migrations/0002_drop.sql': `${MARKED}${DROP}` });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('no reviewer has signed it off');
  });

  test.each([
    { given: 'by its author', by: 'Ada', code: 1 },
    { given: 'by its author, as another clone writes the name', by: '@ada ', code: 1 },
    { given: 'by somebody else', by: 'Ben', code: 0 },
  ])('signed off $given: exit code $code', async ({ by, code }) => {
    const ran = await linted({ 'migrations/0002_drop.sql': `${MARKED}${DROP}` }, { reviewers: [by] });
    expect(ran.code).toBe(code);
  });

  test('signed off in the marker itself', async () => {
    const ran = await linted({
      'migrations/0002_drop.sql': `-- compat: breaking (reason: nobody reads it since v2; signed-off-by: Ben)\n${DROP}`,
    });
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('migrations/0002_drop.sql:2  accepted  COLUMN_DROPPED public.invoices.total (42703)');
    expect(ran.stdout).toContain('Signed off by Ben.');
  });

  test('accepts its own statement and no other', async () => {
    const ran = await linted(
      { 'migrations/0002_drop.sql': `${MARKED}${DROP}alter table invoices drop column note;\n` },
      { reviewers: ['Ben'] },
    );
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('migrations/0002_drop.sql:3  breaks  COLUMN_DROPPED public.invoices.note');
  });

  test.each(['-- compat: breaking\n', '-- compat: brekaing (reason: x)\n', '-- compat: safe (reason: fine)\n'])(
    '%j does not let a drop pass, whoever signs it off',
    async (marker) => {
      expect((await linted({ 'migrations/0002_drop.sql': `${marker}${DROP}` }, { reviewers: ['Ben'] })).code).toBe(1);
    },
  );
});

describe('for other programs', () => {
  test('JSON says whether it passed', async () => {
    const ran = await linted({ 'migrations/0002_drop.sql': DROP }, { format: 'json' });
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      passed: false,
      migrations: 1,
      findings: [
        {
          code: 'COLUMN_DROPPED',
          severity: 'hard',
          object: 'public.invoices.total',
          sqlstate: '42703',
          file: 'migrations/0002_drop.sql',
          line: 1,
          signOff: { kind: 'not marked' },
        },
      ],
    });
  });

  test('SARIF names the file and the line', async () => {
    const ran = await linted({ 'migrations/0002_drop.sql': DROP }, { format: 'sarif' });
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'switchback', version: '0.1.0' } },
          results: [
            {
              ruleId: 'COLUMN_DROPPED',
              level: 'error',
              locations: [{ physicalLocation: { artifactLocation: { uri: 'migrations/0002_drop.sql' }, region: { startLine: 1 } } }],
            },
          ],
        },
      ],
    });
  });

  test('inside GitHub Actions text brings annotations, and no name from a schema can begin a command', async () => {
    const ran = await linted({ 'migrations/0002_drop.sql': 'create schema "::error::x";\ndrop table invoices;\n' }, { annotate: true });
    const lines = ran.stdout.trimEnd().split('\n');
    const token = /^::stop-commands::(?<token>[0-9a-f-]{36})$/u.exec(lines[0] ?? '')?.groups?.['token'];
    expect(ran.code).toBe(1);
    expect(lines.indexOf(`::${token}::`)).toBeGreaterThan(1);
    expect(lines.slice(lines.indexOf(`::${token}::`) + 1)).toEqual([
      '::error file=migrations/0002_drop.sql,line=2,title=TABLE_DROPPED public.invoices::public.invoices no longer exists.',
    ]);
  });
});

describe('without a base', () => {
  test('each migration of a folder is judged, and a marker still needs a reviewer', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'switchback-folder-'));
    writeFileSync(join(folder, '0001_base.sql'), 'create table a (id integer, b text);\n');
    writeFileSync(join(folder, '0002_drop.sql'), 'select 1;\n-- compat: breaking (reason: not read)\nalter table a drop column b;\n');
    const alone = await lint({ directory: folder, base: null });
    const signed = await lint({ directory: folder, base: null, reviewers: ['Ben'] });
    rmSync(folder, { recursive: true });

    expect({ alone: alone.code, signed: signed.code }).toEqual({ alone: 1, signed: 0 });
    expect(alone.stdout).toContain('0002_drop.sql:3  breaks  COLUMN_DROPPED public.a.b (42703)');
  });

  test('a folder without migrations is exit code 2', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'switchback-folder-'));
    const ran = await lint({ directory: folder, base: null });
    rmSync(folder, { recursive: true });
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('No migrations were found');
  });
});
