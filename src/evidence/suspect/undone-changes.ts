import type { MergedRequest, Person, UndoneCommit } from '#src/providers/code-host.ts';

/** One step of the main branch that goes away, as a revert would undo it. */
export interface UndoneChange {
  readonly how: 'squash' | 'merge commit' | 'rebase' | 'direct push';
  /** Commits on the main line, newest first: what a revert names. */
  readonly commits: readonly string[];
  /** How many commits a merge brought in besides its own. */
  readonly inside: number;
  readonly request: MergedRequest | null;
  /** Of the request, or the first line of the newest commit. Untrusted text. */
  readonly title: string;
  readonly authors: readonly Person[];
  readonly at: number;
  /** Null where not all of them are known. */
  readonly paths: readonly string[] | null;
}

/** The changes among commits that go away, newest first. The line of first parents is the main branch; what else is there came by a merge. */
export function undoneChanges(commits: readonly UndoneCommit[]): readonly UndoneChange[] {
  const known = new Map(commits.map((commit) => [commit.id, commit]));
  const line: UndoneCommit[] = [];
  for (let at = commits[0]; at !== undefined; at = known.get(at.parents[0] ?? '')) line.push(at);
  const onLine = new Set(line.map((commit) => commit.id));

  const steps: UndoneCommit[][] = [];
  for (const commit of line) {
    const last = steps.at(-1);
    const request = requestOf(commit);
    // Several commits in a row of one request: it was rebased.
    const isNext = last !== undefined && request !== null && commit.parents.length === 1 && requestOf(last[0])?.number === request.number;
    if (isNext && last[0]?.parents.length === 1) last.push(commit);
    else steps.push([commit]);
  }
  return steps.map((step) => changeOf(step, insideOf(step, known, onLine)));
}

function changeOf(step: readonly UndoneCommit[], inside: readonly UndoneCommit[]): UndoneChange {
  const [newest] = step;
  if (newest === undefined) throw new Error('A change has a commit');
  const request = requestOf(newest);
  const authored = inside.length > 0 ? inside : step;
  const paths = step.flatMap((commit) => commit.paths ?? []);
  return {
    how: howOf(step, request),
    commits: step.map((commit) => commit.id),
    inside: inside.length,
    request,
    title: request?.title ?? newest.message.trim().split('\n')[0] ?? '',
    authors: [...new Map(authored.map(({ author }) => [author.login ?? author.name, author])).values()],
    at: newest.at,
    paths: step.some((commit) => commit.paths === null) ? null : [...new Set(paths)],
  };
}

function howOf(step: readonly UndoneCommit[], request: MergedRequest | null): UndoneChange['how'] {
  if ((step[0]?.parents.length ?? 0) > 1) return 'merge commit';
  if (request === null) return 'direct push';
  return step.length > 1 ? 'rebase' : 'squash';
}

/** The one that ended with this very commit, before one that it merely passed through. */
function requestOf(commit: UndoneCommit | undefined): MergedRequest | null {
  return commit?.requests.find((request) => request.commit === commit.id) ?? commit?.requests[0] ?? null;
}

/** What a merge brought in: all that its other parents lead to, as far as it goes away. */
function insideOf(
  step: readonly UndoneCommit[],
  known: ReadonlyMap<string, UndoneCommit>,
  onLine: ReadonlySet<string>,
): readonly UndoneCommit[] {
  const found = new Map<string, UndoneCommit>();
  const left = step.flatMap((commit) => commit.parents.slice(1));
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const commit = known.get(id);
    if (commit === undefined || onLine.has(id) || found.has(id)) continue;
    found.set(id, commit);
    left.push(...commit.parents);
  }
  return [...found.values()];
}
