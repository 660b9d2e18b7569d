import { isDeepStrictEqual } from 'node:util';
import type { Proposal, ProposalReading } from '../code.ts';
import { openRepository, type Repository } from './open-repository.ts';

const UNREAD = 'it is not known whether the branch is there';
const CHANGE = /^:\d{6} \d{6} [0-9a-f]+ (?<hash>[0-9a-f]+) [A-Z]\d*$/;

/** Reads the branch of a proposal: is it this very one? */
export async function proposed(path: string, proposal: Proposal, signal: AbortSignal): Promise<ProposalReading> {
  return await readBranch(await openRepository(path, UNREAD, signal), proposal);
}

/** One commit on the base, which changes these files in this way and nothing else. */
export async function readBranch(repository: Repository, { base, branch, files }: Proposal): Promise<ProposalReading> {
  const { git, unavailable } = repository;
  const tip = await git(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}^{commit}`]);
  if (tip.failed && tip.stderr.trim() === '') return { kind: 'absent' };
  if (tip.failed) throw unavailable(`Branch ${branch} could not be read`, tip.stderr);
  const commit = tip.stdout.trim();

  const parents = await git(['rev-list', '--parents', '--max-count=1', commit]);
  if (parents.failed) throw unavailable(`Branch ${branch} could not be read`, parents.stderr);
  const another = { kind: 'another', why: `There is a branch ${branch} with something else on it: commit ${commit}.` } as const;
  if (parents.stdout.trim() !== `${commit} ${base}`) return another;

  const changes = await git(['diff-tree', '-r', '-z', '--no-renames', '--raw', '--no-abbrev', base, commit]);
  if (changes.failed) throw unavailable(`Branch ${branch} could not be compared with its base`, changes.stderr);
  const wanted = new Map(await Promise.all(files.map(async (file) => [file.path, await hashOf(repository, file.content)] as const)));
  return isDeepStrictEqual(parseChanges(changes.stdout), wanted) ? { kind: 'there', commit, url: null } : another;
}

async function hashOf({ git, unavailable }: Repository, content: string): Promise<string> {
  const hashed = await git(['hash-object', '--stdin', '--no-filters'], { input: content });
  if (hashed.failed) throw unavailable('A file could not be hashed', hashed.stderr);
  return hashed.stdout.trim();
}

/** Content hash by path. One that cannot be read stands under its own line, which no proposal has. */
function parseChanges(answer: string): Map<string, string> {
  const parts = answer.split('\0').slice(0, -1);
  return new Map(
    Array.from({ length: Math.ceil(parts.length / 2) }, (_, index) => {
      const [about = '', path = ''] = parts.slice(2 * index, 2 * index + 2);
      return [path, CHANGE.exec(about)?.groups?.['hash'] ?? about];
    }),
  );
}
