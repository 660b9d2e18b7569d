import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { run, type Ran } from '#test/cli/run-switchback.ts';
import { createRepository, type Repository } from '#test/judge/repository.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

const ACTION = 'examples/github-action/action.yml';
const action = parse(readFileSync(ACTION, 'utf8')) as { inputs: Record<string, unknown>; runs: { using: string; steps: Step[] } };
const workflow = parse(readFileSync('examples/github-action/workflow.yml', 'utf8')) as {
  on: unknown;
  permissions: Record<string, string>;
  jobs: { compatible: { steps: Step[] } };
};
const all = [...action.runs.steps, ...workflow.jobs.compatible.steps];

describe('what it is made of', () => {
  test('every action is pinned to a commit, but for our own, which the reader pins', () => {
    const uses = all.flatMap((step) => step.uses ?? []);
    expect(uses.filter((name) => !/@[0-9a-f]{40}$/u.test(name))).toEqual(['OWNER/switchback/examples/github-action@COMMIT']);
    expect(uses).toHaveLength(4);
  });

  test('no script holds an expression: what a stranger wrote reaches it through its environment', () => {
    expect(all.filter((step) => step.run?.includes('${{') === true)).toEqual([]);
    expect(action.runs.steps.filter((step) => step.run !== undefined && step.shell !== 'bash')).toEqual([]);
  });

  test('it has the rights that it needs and no others, and the whole history', () => {
    expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'read', 'security-events': 'write' });
    expect(workflow.on).toBe('pull_request');
    expect(workflow.jobs.compatible.steps[0]?.with).toEqual({ 'fetch-depth': 0, 'persist-credentials': false });
    expect(Object.keys(workflow.jobs.compatible.steps[1]?.with ?? {}).filter((name) => !(name in action.inputs))).toEqual([]);
  });
});

describe('its scripts, on a repository', () => {
  let temporary: string;
  let repository: Repository;
  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'switchback-runner-'));
    const origin = createRepository(mkdir('origin'));
    origin.commit({ 'migrations/0001_base.sql': 'create table invoices (id integer primary key, total numeric);\n' });
    origin.git('clone', '--quiet', origin.path, join(temporary, 'clone'));
    repository = createRepository(join(temporary, 'clone'));
    repository.git('switch', '--quiet', '--create', 'change');
  });
  afterEach(() => rmSync(temporary, { recursive: true }));

  function mkdir(name: string): string {
    mkdirSync(join(temporary, name));
    return join(temporary, name);
  }

  /** As the runner does it, with the expressions of its environment filled in. */
  async function step(name: string, environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const found = action.runs.steps.find((one) => one.name === name);
    const script = join(temporary, 'script.sh');
    writeFileSync(script, found?.run ?? 'exit 99');
    const env = {
      PATH: [mkdirOnce('bin'), dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION_PATH: resolve(dirname(ACTION)),
      GITHUB_REPOSITORY: 'shop/shop',
      GITHUB_OUTPUT: join(temporary, 'output'),
      GITHUB_STEP_SUMMARY: join(temporary, 'summary'),
      RUNNER_TEMP: temporary,
      ...environment,
    };
    return await run('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script], { cwd: repository.path, env });
  }

  function mkdirOnce(name: string): string {
    mkdirSync(join(temporary, name), { recursive: true });
    return join(temporary, name);
  }

  const read = (name: string): string => readFileSync(join(temporary, name), 'utf8');
  const approvedBy = (...names: string[]): void => writeFileSync(join(temporary, 'reviewers'), names.map((name) => `${name}\n`).join(''));

  test('a breaking migration is told in the log, in the summary and as SARIF, and fails at the end', async () => {
    repository.commit({ 'migrations/0002_drop.sql': 'alter table invoices drop column total;\n' });
    approvedBy();
    const judged = await step('Judge the migrations', { BASE: 'main', FOLDER: '.' });

    expect({ code: judged.code, stderr: judged.stderr, output: read('output') }).toEqual({ code: 0, stderr: '', output: 'code=1\n' });
    expect(judged.stdout).toContain('::error file=migrations/0002_drop.sql,line=1,title=COLUMN_DROPPED public.invoices.total::');
    expect(read('summary')).toContain('migrations/0002_drop.sql:1  breaks  COLUMN_DROPPED public.invoices.total (42703)');
    expect(read('summary')).not.toContain('::');
    expect(JSON.parse(read('switchback.sarif'))).toMatchObject({ version: '2.1.0', runs: [{ results: [{ ruleId: 'COLUMN_DROPPED' }] }] });
    expect((await step('Conclude', { CODE: '1' })).code).toBe(1);
  });

  test('one that is marked passes with an approval', async () => {
    repository.commit({ 'migrations/0002_drop.sql': '-- compat: breaking (reason: not read)\nalter table invoices drop column total;\n' });
    approvedBy('ben');
    const judged = await step('Judge the migrations', { BASE: 'main', FOLDER: 'migrations' });
    expect({ code: judged.code, output: read('output') }).toEqual({ code: 0, output: 'code=0\n' });
    expect((await step('Conclude', { CODE: '0' })).code).toBe(0);
  });

  test('a base that was not fetched fails and uploads nothing', async () => {
    approvedBy();
    const judged = await step('Judge the migrations', { BASE: '$(touch pwned)', FOLDER: '.' });
    expect({ code: judged.code, output: read('output') }).toEqual({ code: 0, output: 'code=2\n' });
    expect(judged.stderr).toContain('"origin/$(touch pwned)" is no commit of the clone');
    expect(() => read('switchback.sarif')).toThrow('ENOENT');
    expect((await step('Conclude', { CODE: '2' })).code).toBe(2);
  });

  test.skipIf(spawnsNot('jq'))('approvals count from people of the repository, as their last word, on the newest commit', async () => {
    const review = (login: string, state: string, submitted_at: string, commit_id = 'head', author_association = 'MEMBER') => ({
      user: { login },
      state,
      submitted_at,
      commit_id,
      author_association,
    });
    const pages = [
      [review('ann', 'APPROVED', '2026-01-01'), review('ben', 'APPROVED', '2026-01-01'), review('cas', 'APPROVED', '2026-01-01', 'older')],
      [
        review('ben', 'CHANGES_REQUESTED', '2026-01-02'),
        review('ann', 'COMMENTED', '2026-01-03'),
        review('stranger', 'APPROVED', '2026-01-01', 'head', 'NONE'),
        review('dee', 'DISMISSED', '2026-01-01'),
      ],
    ];
    const gh = join(mkdirOnce('bin'), 'gh');
    writeFileSync(
      gh,
      `#!/bin/sh\n[ "$3" = "repos/shop/shop/pulls/7/reviews?per_page=100" ] || exit 1\ncat <<'JSON'\n${pages.map((page) => JSON.stringify(page)).join('\n')}\nJSON\n`,
    );
    chmodSync(gh, 0o755);

    const asked = await step('Ask who approved', { GH_TOKEN: 'x', HEAD: 'head', NUMBER: '7' });
    expect({ code: asked.code, stderr: asked.stderr, reviewers: read('reviewers') }).toEqual({ code: 0, stderr: '', reviewers: 'ann\n' });
    expect((await step('Ask who approved', { GH_TOKEN: 'x', HEAD: 'head', NUMBER: '8' })).code).not.toBe(0);
  });
});

function spawnsNot(program: string): boolean {
  return spawnSync(program, ['--version']).status !== 0;
}
