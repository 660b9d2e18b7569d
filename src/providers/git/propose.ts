import { cutText } from '#domain/cut-text.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SwitchbackError } from '#domain/errors.ts';
import type { Proposal, ProposalAnswer } from '../code.ts';
import { openRepository, requireCommit, requireHash, type Repository } from './open-repository.ts';
import { readBranch } from './proposed.ts';
import type { Outcome } from './run-git.ts';

const UNWRITTEN = 'no branch was written';
/** The bot writes below this and nowhere else. */
const OWN = 'switchback/';
const NAME = 'Switchback';
const EMAIL = 'switchback@localhost';

/**
 * Writes a branch of one commit on the base. Nobody's work tree, index or branch is touched: the files go into the object store, the tree is
 * put together in an index of its own, and the branch is made only if there is none by that name.
 */
export async function propose(path: string, proposal: Proposal, beforeSend: () => void, signal: AbortSignal): Promise<ProposalAnswer> {
  const { branch, base } = proposal;
  if (!branch.startsWith(OWN)) return { kind: 'refused', why: `The branch ${branch} is not below ${OWN}, so it was not written.` };
  requireHash(base, UNWRITTEN);
  const repository = await openRepository(path, UNWRITTEN, signal);
  await requireCommit(repository, base, UNWRITTEN);
  const found = await readBranch(repository, proposal);
  if (found.kind === 'another') return { kind: 'refused', why: `${found.why} It was left as it is.` };
  if (found.kind === 'there') return { ...found, kind: 'already there' };

  const made = await makeCommit(repository, proposal);
  if ('refused' in made) return { kind: 'refused', why: made.refused };
  beforeSend();
  return await makeBranch(repository, proposal, made.commit);
}

type Made = { readonly commit: string } | { readonly refused: string };

async function makeCommit(repository: Repository, { base, files, title, body, at }: Proposal): Promise<Made> {
  const folder = await mkdtemp(join(tmpdir(), 'switchback-index-'));
  const env = { ...identity(at), GIT_INDEX_FILE: join(folder, 'index') };
  try {
    const filled = await fillIndex(repository, { base, files }, env);
    if (filled !== null) return { refused: refusal(filled) };
    const tree = await repository.git(['write-tree'], { env });
    if (tree.failed) return { refused: refusal(tree) };
    const commit = await repository.git(['commit-tree', '-p', base, tree.stdout.trim()], { env, input: `${title}\n\n${body}\n` });
    return commit.failed ? { refused: refusal(commit) } : { commit: commit.stdout.trim() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The files of the base and those of the proposal. Null, or what git refused. */
async function fillIndex({ git }: Repository, { base, files }: Pick<Proposal, 'base' | 'files'>, env: Env): Promise<Outcome | null> {
  const read = await git(['read-tree', base], { env });
  if (read.failed) return read;
  for (const { path, content } of files) {
    const blob = await git(['hash-object', '-w', '--stdin', '--no-filters'], { env, input: content });
    if (blob.failed) return blob;
    // A path that leads through a link, or out of the repository, is refused here.
    const added = await git(['update-index', '--add', '--cacheinfo', `100644,${blob.stdout.trim()},${path}`], { env });
    if (added.failed) return added;
  }
  return null;
}

async function makeBranch(repository: Repository, proposal: Proposal, commit: string): Promise<ProposalAnswer> {
  const { branch, at } = proposal;
  const made = await createRef(repository, branch, commit, identity(at));
  if (!made.failed) return { kind: 'created', commit, url: null };
  // Somebody else may have been quicker, with the same.
  const found = await readBranch(repository, proposal);
  return found.kind === 'there' ? { ...found, kind: 'already there' } : { kind: 'refused', why: refusal(made) };
}

async function createRef({ git }: Repository, branch: string, commit: string, env: Env): Promise<Outcome> {
  try {
    // `create` fails where there is one by that name.
    return await git(['update-ref', '--stdin', '-m', 'proposed by Switchback'], { env, input: `create refs/heads/${branch} ${commit}\n` });
  } catch (cause) {
    const why = `Whether the branch ${branch} was written is not known: git was stopped on the way. Look before it is asked for again.`;
    throw new SwitchbackError('outcome_unknown', why, { cause });
  }
}

type Env = Readonly<Record<string, string>>;

/** The bot's own name, whoever runs it; the same time whenever it is asked again, so that the commit is the same. */
function identity(at: number): Env {
  const date = `${Math.floor(at / 1_000)} +0000`;
  return {
    GIT_AUTHOR_NAME: NAME,
    GIT_AUTHOR_EMAIL: EMAIL,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: NAME,
    GIT_COMMITTER_EMAIL: EMAIL,
    GIT_COMMITTER_DATE: date,
  };
}

function refusal({ stderr }: Outcome): string {
  return `git refused it, so ${UNWRITTEN}: ${cutText(stderr.trim(), 500)}`;
}
