import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmulator } from 'emulate';
import { createGithub } from '#src/providers/github/create-github.ts';
import type { CodeHostWorld } from '#test/support/code-host-contract.ts';

const TOKEN = 'test_token_of_a_person';
const REPO = '/repos/acme/shop';

/** What it has no routes for is answered as a repository answers in which there is nothing of that: no requests of a commit, no statuses. */
const MISSING: readonly { readonly pattern: RegExp; readonly body: unknown }[] = [
  { pattern: /\/commits\/[0-9a-f]{40}\/pulls$/, body: [] },
  { pattern: /\/commits\/[0-9a-f]{40}\/status$/, body: { state: 'pending', statuses: [], total_count: 0 } },
];

/** A GitHub that nobody here wrote, the npm package `emulate`, with an App of ours installed; and our own client of it. */
export async function startEmulate(): Promise<CodeHostWorld> {
  const permissions = { contents: 'write', pull_requests: 'write', checks: 'read', metadata: 'read' };
  const app = {
    app_id: 12_345,
    slug: 'switchback',
    name: 'Switchback',
    permissions,
    events: [],
    installations: [{ installation_id: 100, account: 'acme', repository_selection: 'all' as const }],
  };
  const emulator = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      tokens: { [TOKEN]: { login: 'acme', scopes: ['repo'] } },
      github: { users: [{ login: 'acme', name: 'Acme' }], repos: [{ owner: 'acme', name: 'shop', auto_init: true }], apps: [app] },
    },
  });
  const privateKey = emulator.generatedSecrets.find(({ value }) => value.includes('PRIVATE KEY'))?.value ?? '';
  const front = await startFront(emulator.url);

  async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${emulator.url}${REPO}${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'user-agent': 'test', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
  const idOf: CodeHostWorld['idOf'] = async (name) => {
    for (const kind of ['heads', 'tags']) {
      const found = await api<{ object: { sha: string; type: string } }>('GET', `/git/ref/${kind}/${name}`).catch(() => null);
      if (found !== null) return found.object.sha;
    }
    return null;
  };
  const push: CodeHostWorld['push'] = async ({ branch = 'main', files, message }) => {
    const known = await idOf(branch);
    const parent = known ?? (await idOf('main'));
    const base = await api<{ tree: { sha: string } }>('GET', `/git/commits/${parent}`);
    const entries = Object.entries(files).map(([path, content]) =>
      Object.assign({ path, mode: '100644', type: 'blob' }, content === null ? { sha: null } : { content }),
    );
    const tree = await api<{ sha: string }>('POST', '/git/trees', { base_tree: base.tree.sha, tree: entries });
    const commit = await api<{ sha: string }>('POST', '/git/commits', { message, tree: tree.sha, parents: [parent] });
    if (known === null) await api('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha: commit.sha });
    else await api('PATCH', `/git/refs/heads/${branch}`, { sha: commit.sha });
    return commit.sha;
  };
  const requests = async () =>
    await api<{ number: number; title: string; body: string; draft: boolean; user: { login: string } }[]>(
      'GET',
      '/pulls?state=all&per_page=100',
    );

  const first = await push({ files: { 'README.md': 'hello\n', 'src/app.ts': 'one\n' }, message: 'first' });
  return {
    host: createGithub({
      auth: { kind: 'app', appId: '12345', privateKey, installationId: '100' },
      apiUrl: front.url,
      owner: 'acme',
      repository: 'shop',
      main: 'main',
      undo: null,
    }).code,
    first,
    push,
    open: async (head, title) => (await api<{ number: number }>('POST', '/pulls', { title, head, base: 'main' })).number,
    merge: async (number, how) => (await api<{ sha: string }>('PUT', `/pulls/${number}/merge`, { merge_method: how })).sha,
    // It lets no push move a request, so the branch is brought up to date with main, as a person does on the page.
    goOn: async ({ number }) => {
      await push({ files: { 'README.md': 'hello again\n' }, message: 'somebody pushed' });
      await api('PUT', `/pulls/${number}/update-branch`, {});
      return (await api<{ head: { sha: string } }>('GET', `/pulls/${number}`)).head.sha;
    },
    closeRequest: async (number) => void (await api('PATCH', `/pulls/${number}`, { state: 'closed' })),
    filesOf: async (name) => {
      const commit = /^[0-9a-f]{40}$/.test(name) ? name : await idOf(name);
      const { tree } = await api<{ tree: { path: string; type: string; sha: string }[] }>('GET', `/git/trees/${commit}?recursive=1`);
      const blobs = tree.filter(({ type }) => type === 'blob');
      const texts = await Promise.all(blobs.map(({ sha }) => api<{ content: string }>('GET', `/git/blobs/${sha}`)));
      return Object.fromEntries(blobs.map(({ path }, index) => [path, Buffer.from(texts[index]?.content ?? '', 'base64').toString()]));
    },
    idOf,
    requests: async () => (await requests()).filter(({ user }) => user.login !== 'acme'),
    release: async (tag_name, body) => void (await api('POST', '/releases', { tag_name, body, name: tag_name })),
    stop: async () => {
      await front.stop();
      await emulator.close();
    },
  };
}

async function startFront(behind: string): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void (async () => {
      const missing = MISSING.find(({ pattern }) => request.method === 'GET' && pattern.test(new URL(request.url ?? '/', behind).pathname));
      if (missing !== undefined) {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(missing.body));
        return;
      }
      const answer = await fetch(`${behind}${request.url}`, {
        method: request.method ?? 'GET',
        headers: passedOn(request),
        body: await bodyOf(request),
      });
      response
        .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' })
        .end(await answer.text());
    })();
  });
  await new Promise<void>((settle) => {
    server.listen(0, '127.0.0.1', settle);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((settle) => {
        server.close(() => settle());
        server.closeAllConnections();
      }),
  };
}

function passedOn(request: IncomingMessage): Record<string, string> {
  const names = ['authorization', 'accept', 'user-agent', 'content-type', 'x-github-api-version'];
  return Object.fromEntries(names.flatMap((name) => (request.headers[name] === undefined ? [] : [[name, String(request.headers[name])]])));
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return chunks.length === 0 ? null : Buffer.concat(chunks).toString();
}
