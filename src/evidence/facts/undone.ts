import type { Evidence } from '#domain/evidence.ts';
import type { CodeHost, Undone } from '#src/providers/code-host.ts';
import { proposeSuspect, type Suspicion } from '../suspect/propose-suspect.ts';
import { undoneChanges, type UndoneChange } from '../suspect/undone-changes.ts';
import { withinDeadline } from '../within-deadline.ts';
import type { AssessmentSettings, Pair } from './question.ts';

/** So many are named; a person reads the others where the link leads. */
const MOST_NAMED = 3;

/** What going back takes away, change by change, and which of it is suspected. Null where nobody can be asked, or not about these two. */
export async function undone(
  codeHost: CodeHost | null,
  { suspect, target }: Pair,
  { deadlineMs, migrations }: Pick<AssessmentSettings, 'deadlineMs' | 'migrations'>,
  now: number,
  signal: AbortSignal,
): Promise<Evidence | null> {
  const [live, back] = [(await suspect)?.commit ?? null, (await target)?.commit ?? null];
  if (codeHost === null || live === null || back === null) return null;
  const base = { kind: 'code.undone', source: codeHost.source, observedAt: now } as const;
  const read = await withinDeadline((stopped) => codeHost.between(back, live, stopped), deadlineMs, signal);
  if (read.kind === 'unavailable') return { ...base, verdict: 'unavailable', summary: `What it takes away could not be read. ${read.why}` };
  if (read.value.kind !== 'listed') return { ...base, ...notListed(read.value) };

  const changes = undoneChanges(read.value.commits);
  const applied = changes.flatMap(({ paths }) => (paths ?? []).filter((path) => path.startsWith(`${migrations}/`)));
  const suspicion = proposeSuspect(changes, { named: [], migrations: applied });
  const [first] = suspected(suspicion);
  return {
    ...base,
    verdict: 'supports',
    summary: [takesAway(changes), ...comesBack(read.value.brought), ...carries(applied)].join(' '),
    ...(first?.request == null ? {} : { link: first.request.url }),
  };
}

function notListed(found: Exclude<Undone, { kind: 'listed' }>): Pick<Evidence, 'verdict' | 'summary'> {
  switch (found.kind) {
    case 'same':
      return { verdict: 'inconclusive', summary: 'Going back takes nothing away: both deployments are of one commit.' };
    case 'target is newer':
      return {
        verdict: 'inconclusive',
        summary: `Going back takes nothing away: the target is newer, by ${counted(found.brought, 'commit')}.`,
      };
    case 'too many':
      return { verdict: 'inconclusive', summary: `Going back takes ${counted(found.count, 'commit')} away, too many to list.` };
  }
}

function takesAway(changes: readonly UndoneChange[]): string {
  const named = changes.slice(0, MOST_NAMED).map(nameOf);
  const more = changes.length - named.length;
  return `Going back takes ${counted(changes.length, 'change')} away: ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

function comesBack(brought: number): readonly string[] {
  return brought === 0 ? [] : [`${counted(brought, 'commit')} that production lacks ${brought === 1 ? 'comes' : 'come'} with the target.`];
}

/** Going back leaves what a migration did, where it was applied. */
function carries(applied: readonly string[]): readonly string[] {
  const [first, ...more] = [...new Set(applied)];
  if (first === undefined) return [];
  return [`What ${first}${more.length === 0 ? '' : ` and ${more.length} more`} did to the database stays.`];
}

function nameOf({ request, title, authors, commits }: UndoneChange): string {
  const what = request === null ? (commits[0]?.slice(0, 7) ?? '') : `#${request.number}`;
  const who = authors.map(({ login, name }) => login ?? name).join(', ');
  return `${what} “${title}” by ${who}`;
}

function suspected(suspicion: Suspicion): readonly UndoneChange[] {
  if (suspicion.kind === 'nothing') return [];
  return suspicion.kind === 'one' ? [suspicion.suspect.change] : suspicion.suspects.map(({ change }) => change);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
