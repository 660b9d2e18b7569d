import { created, failure, invalid, notFound, ok, type Reply } from '../reply.ts';
import type { ApiRequest, Routes } from '../route.ts';
import type { State } from '../state.ts';
import { gitCommitView, refView, repositoryUrl } from '../views.ts';

const ID = /^[0-9a-f]{40}$/;

interface NewEntry {
  readonly path?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly sha?: string | null;
  readonly content?: string;
}

export const gitDataRoutes: Routes = {
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': async (state, { params }) => {
    const id = await commitOf(state, params['commit_sha'] ?? '');
    return id === null ? notFound() : ok(await gitCommitView(state, id));
  },
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': readTree,
  'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': async (state, { params }) => {
    const sha = params['file_sha'] ?? '';
    if ((await typeOf(state, sha)) !== 'blob') return notFound();
    const content = (await state.git.bytes(['cat-file', 'blob', sha])).toString('base64');
    return ok({ sha, node_id: `B_${sha}`, size: 0, url: `${repositoryUrl(state)}/git/blobs/${sha}`, content, encoding: 'base64' });
  },
  'GET /repos/{owner}/{repo}/git/ref/{ref}': async (state, { params }) => {
    const ref = `refs/${params['ref']}`;
    const sha = await state.git.idOf(ref);
    return sha === null ? notFound() : ok(refView(state, ref, await typeOf(state, sha), sha));
  },
  'GET /repos/{owner}/{repo}/git/tags/{tag_sha}': async (state, { params }) => {
    const sha = params['tag_sha'] ?? '';
    if ((await typeOf(state, sha)) !== 'tag') return notFound();
    const text = await state.git.git(['cat-file', 'tag', sha]);
    const [, object = '', type = ''] = /^object (\S+)\ntype (\S+)/.exec(text) ?? [];
    return ok({ sha, tag: params['tag_sha'], message: text.split('\n\n').slice(1).join('\n\n'), object: { sha: object, type, url: '' } });
  },
  'POST /repos/{owner}/{repo}/git/blobs': async (state, { body }) => {
    const encoding = body['encoding'] ?? 'utf-8';
    if (encoding !== 'utf-8' && encoding !== 'base64') return failure(422, 'Invalid request.\n\nencoding must be "utf-8" or "base64".');
    const input = Buffer.from(String(body['content']), encoding === 'base64' ? 'base64' : 'utf8');
    const sha = await state.git.git(['hash-object', '-w', '--stdin'], { input });
    return created({ sha, url: `${repositoryUrl(state)}/git/blobs/${sha}` });
  },
  'POST /repos/{owner}/{repo}/git/trees': makeTree,
  'POST /repos/{owner}/{repo}/git/commits': makeCommit,
  'POST /repos/{owner}/{repo}/git/refs': makeRef,
  'POST /repos/{owner}/{repo}/git/tags': async (state, { body }) => {
    const tagger = (body['tagger'] ?? {}) as { name?: string; email?: string; date?: string };
    const seconds = Math.floor(Date.parse(tagger.date ?? new Date(state.settings.now()).toISOString()) / 1_000);
    if ((await typeOf(state, String(body['object']))) !== body['type']) return failure(422, 'Object does not exist');
    const who = `${tagger.name ?? 'switchback[bot]'} <${tagger.email ?? 'bot@example.com'}> ${seconds} +0000`;
    const text = `object ${body['object']}\ntype ${body['type']}\ntag ${body['tag']}\ntagger ${who}\n\n${body['message']}\n`;
    const sha = await state.git.git(['hash-object', '-t', 'tag', '-w', '--stdin'], { input: text });
    return created({
      sha,
      tag: body['tag'],
      message: body['message'],
      tagger,
      object: { sha: body['object'], type: body['type'], url: '' },
    });
  },
};

export async function commitOf({ git }: State, name: string): Promise<string | null> {
  return name.startsWith('-') ? null : await git.idOf(`${name}^{commit}`);
}

async function typeOf({ git }: State, sha: string): Promise<string> {
  return ID.test(sha) ? await git.git(['cat-file', '-t', sha], { may: [128] }) : '';
}

async function readTree(state: State, { params, query }: ApiRequest): Promise<Reply> {
  const sha = await state.git.idOf(`${params['tree_sha']}^{tree}`);
  if (sha === null) return notFound();
  const recursive = query.has('recursive') ? ['-r', '-t'] : [];
  const lines = (await state.git.git(['ls-tree', '-z', ...recursive, sha])).split('\0').filter((line) => line !== '');
  const tree = lines.map((line) => {
    const [about = '', path = ''] = line.split('\t');
    const [mode = '', type = '', id = ''] = about.split(' ');
    return { path, mode, type, sha: id, url: `${repositoryUrl(state)}/git/${type}s/${id}` };
  });
  return ok({ sha, url: `${repositoryUrl(state)}/git/trees/${sha}`, truncated: false, tree });
}

async function makeTree(state: State, { body }: ApiRequest): Promise<Reply> {
  const given = body['base_tree'];
  const base = typeof given === 'string' ? await state.git.idOf(`${given}^{tree}`) : null;
  if (given !== undefined && base === null) return failure(422, 'base_tree is not a valid tree oid');
  const had = base === null ? [] : (await state.git.git(['ls-tree', '-r', '-z', '--name-only', base])).split('\0');
  const entries = body['tree'] as readonly NewEntry[];
  const lines: string[] = [];
  for (const { path = '', mode = '', sha, content } of entries) {
    if (path === '' || path.startsWith('/') || path.split('/').includes('..'))
      return failure(422, 'tree.path contains a malformed path component');
    if (content !== undefined && sha !== undefined) return failure(422, "Must supply either 'tree.sha' or 'tree.content' but not both.");
    if (sha === null) {
      if (!had.includes(path)) return failure(422, 'GitRPC::BadObjectState');
      lines.push(`0 ${'0'.repeat(40)}\t${path}\0`);
      continue;
    }
    const id = content === undefined ? String(sha) : await state.git.git(['hash-object', '-w', '--stdin'], { input: content });
    if (mode !== '160000' && (await typeOf(state, id)) === '') return failure(422, 'tree.sha is not a valid blob');
    lines.push(`${mode} ${id}\t${path}\0`);
  }
  const env = { GIT_INDEX_FILE: `${state.git.folder}/index-of-api-${state.pulls.length}-${Math.random()}` };
  if (base !== null) await state.git.git(['read-tree', base], { env });
  // What goes away first, as GitHub does: a folder may become a file.
  lines.sort((one, other) => Number(!one.startsWith('0 ')) - Number(!other.startsWith('0 ')));
  await state.git.git(['update-index', '-z', '--index-info'], { env, input: lines.join('') });
  const made = await state.git.git(['write-tree'], { env });
  const reply = await readTree(state, { params: { tree_sha: made }, query: new URLSearchParams(), body: {} });
  return { ...reply, status: 201 };
}

async function makeCommit(state: State, { body }: ApiRequest): Promise<Reply> {
  const parents = (body['parents'] ?? []) as readonly string[];
  if ((await typeOf(state, String(body['tree']))) !== 'tree') return failure(422, 'Tree SHA does not exist');
  for (const parent of parents)
    if ((await typeOf(state, parent)) !== 'commit') return failure(422, 'Parent SHA does not exist or is not a commit object');
  const author = (body['author'] as { name?: string } | undefined)?.name ?? 'switchback[bot]';
  const id = await state.git.commit({ branch: null, tree: String(body['tree']), parents, message: String(body['message']), author });
  return created(await gitCommitView(state, id));
}

async function makeRef(state: State, { body }: ApiRequest): Promise<Reply> {
  const [ref, sha] = [String(body['ref']), String(body['sha'])];
  if (!/^refs\/[^/]+\/.+/.test(ref)) return failure(422, "Reference name must start with 'refs/' and have at least two slashes.");
  if ((await state.git.git(['check-ref-format', ref], { may: [1] }).then(() => true)) && /[ ~^:?*[\\]|\.\.|\.lock$/.test(ref)) {
    return failure(422, `${ref} is not a valid ref name.`);
  }
  const type = await typeOf(state, sha);
  if (type === '') return failure(422, 'Object does not exist');
  if (ref.startsWith('refs/heads/') && type !== 'commit') return failure(422, 'Reference cannot be created');
  if ((await state.git.idOf(ref)) !== null) return failure(422, 'Reference already exists');
  const made = await state.git.git(['update-ref', ref, sha, '0'.repeat(40)], { may: [128] }).then(async () => await state.git.idOf(ref));
  return made === null
    ? invalid('Reference', { code: 'custom', message: 'Reference cannot be created' })
    : created(refView(state, ref, type, sha));
}
