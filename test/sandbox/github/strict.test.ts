import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONTRACT } from '#sandbox/github/contract/contract.ts';
import { ROUTES } from '#sandbox/github/match-route.ts';
import type { LocalGithub } from '#sandbox/github/local-github.ts';
import { startGithub } from '#sandbox/github/start-github.ts';

const run = promisify(execFile);

describe('the local GitHub is as strict as the real one', () => {
  let github: LocalGithub;
  let main: string;
  const repo = '/repos/acme/shop';

  beforeAll(async () => {
    github = await startGithub();
    main = await github.push({ files: { 'a.txt': 'one\n' }, message: 'init' });
  });
  afterAll(() => github.stop());

  /** By `node:http`, because fetch puts in a User-Agent of its own. */
  function ask(method: string, path: string, { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {}) {
    return new Promise<{ status: number; text: string }>((settle, reject) => {
      const all = {
        authorization: `token ${github.access.token}`,
        'user-agent': 'test',
        accept: 'application/vnd.github+json',
        ...headers,
      };
      const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
      const outgoing = httpRequest(`${github.access.apiUrl}${path}`, { method, headers: sent }, (answer) => {
        let text = '';
        answer.on('data', (part: Buffer) => {
          text += part.toString();
        });
        answer.on('end', () => settle({ status: answer.statusCode ?? 0, text }));
      });
      outgoing.on('error', reject).end(body);
    });
  }
  const message = (text: string): string => (JSON.parse(text) as { message: string }).message;

  test('every route is an operation of the published contract', () => {
    expect(Object.keys(ROUTES).filter((name) => CONTRACT.operations[name] === undefined)).toEqual([]);
    expect(CONTRACT.source).toContain('@octokit/openapi 23.0.2');
  });

  test.each([
    ['no User-Agent', { 'user-agent': '' }, 403, 'User-Agent'],
    ['no token', { authorization: '' }, 401, 'Requires authentication'],
    ['another token', { authorization: 'token ghp_other' }, 401, 'Bad credentials'],
    [
      'a media type that it has not',
      { accept: 'text/xml' },
      415,
      "Unsupported 'Accept' header: 'text/xml'. Must accept 'application/json'.",
    ],
    ['a version that it has not', { 'x-github-api-version': '1999-01-01' }, 400, '1999-01-01'],
  ] as const)('%s is refused', async (_, headers, status, words) => {
    const answer = await ask('GET', repo, { headers });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
  });

  test('another repository is not found, nor is a route that it lacks', async () => {
    expect((await ask('GET', '/repos/acme/other')).status).toBe(404);
    expect((await ask('GET', `${repo}/nothing`)).status).toBe(404);
    expect(github.unexpected).toEqual(['GET /repos/acme/shop/nothing is not here']);
  });

  test.each([
    ['{', 400, 'Problems parsing JSON'],
    ['[]', 400, 'Body should be a JSON object'],
    ['{}', 422, 'Invalid request.\n\n"head" wasn\'t supplied.\n"base" wasn\'t supplied.'],
    ['{"head":1,"base":"main"}', 422, "Invalid request.\n\nFor 'properties/head', 1 is not a string."],
    ['{"head":"x","base":"main","reviewers":[]}', 422, 'Invalid request.\n\n"reviewers" is not a permitted key.'],
  ] as const)('the body %s is answered with %i', async (body, status, words) => {
    const answer = await ask('POST', `${repo}/pulls`, { body });
    expect([answer.status, message(answer.text)]).toEqual([status, words]);
  });

  test.each([
    [{ ref: 'heads/x', sha: 'MAIN' }, "Reference name must start with 'refs/' and have at least two slashes."],
    [{ ref: 'refs/heads/x', sha: '0123456789abcdef0123456789abcdef01234567' }, 'Object does not exist'],
    [{ ref: 'refs/heads/main', sha: 'MAIN' }, 'Reference already exists'],
  ] as const)('the ref %j is refused', async (body, words) => {
    const answer = await ask('POST', `${repo}/git/refs`, { body: JSON.stringify({ ...body, sha: body.sha.replace('MAIN', main) }) });
    expect([answer.status, message(answer.text)]).toEqual([422, words]);
  });

  test('a tree that takes away what is not there is refused', async () => {
    const body = JSON.stringify({ base_tree: main, tree: [{ path: 'none.txt', mode: '100644', type: 'blob', sha: null }] });
    expect(await ask('POST', `${repo}/git/trees`, { body })).toMatchObject({ status: 422 });
  });

  test('GraphQL refuses what its schema does not have', async () => {
    const query = 'mutation { revertPullRequest(input: { pullRequestId: "PR_1", branch: "x" }) { clientMutationId } }';
    const answer = await ask('POST', '/graphql', { body: JSON.stringify({ query }) });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('not to include unknown field \\"branch\\"');
  });

  test('git over HTTP wants the token, and gives a commit that is asked for by its id', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'switchback-test-'));
    const env = { ...process.env, GIT_TERMINAL_PROMPT: '0' };
    const header = (token: string) => `http.extraHeader=Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
    try {
      await run('git', ['init', '--quiet', folder]);
      await expect(run('git', ['-C', folder, '-c', header('wrong'), 'fetch', '--quiet', github.gitUrl, main], { env })).rejects.toThrow(
        'could not read Username',
      );
      await run('git', ['-C', folder, '-c', header(github.access.token), 'fetch', '--quiet', github.gitUrl, main], { env });
      expect((await run('git', ['-C', folder, 'cat-file', '-t', main])).stdout).toBe('commit\n');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
