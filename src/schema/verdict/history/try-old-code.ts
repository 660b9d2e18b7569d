import type { Catalogue, Relation } from '../../catalogue/catalogue.ts';
import { found } from '../../diff/found.ts';
import { qualified } from '../../diff/named.ts';
import type { Finding } from '../../finding.ts';
import { canonicalStatements } from '../../oracle/canonical-statements.ts';
import { accept, execute } from '../../oracle/execute.ts';
import { judge } from '../../oracle/judge.ts';
import { provocations } from '../../oracle/provocations.ts';
import type { Statement } from '../../oracle/statement.ts';
import type { Replayer } from './replayer.ts';
import type { Seen } from './scout.ts';

/** The findings, with what statements of the old code showed: taken by the schema before the migration, tried on the one after it. */
export async function tryOldCode(
  replayer: Replayer,
  index: number,
  { before, after, findings }: Seen,
): Promise<Finding[]> {
  const objects = new Set(findings.filter(({ severity }) => severity !== 'note').map(({ object }) => object));
  if (objects.size === 0) return [...findings];
  const t0 = performance.now();
  const ready = await replayer.before(index);
  if (ready.kind === 'lost') return [...findings, found('OPAQUE', '', ready.why)];
  const t1 = performance.now();
  const statements = [...relevant(canonicalStatements(before, objects), before, after), ...provocations(before, after, findings)];
  const accepted = await accept(ready.scratch, statements);
  const t2 = performance.now();
  const applied = await replayer.apply(index, { ask: [] });
  if (applied.outcome.kind === 'lost') return [...findings, found('OPAQUE', '', applied.outcome.why)];
  const t3 = performance.now();
  const executed = await execute(ready.scratch, accepted);
  const r = judge(findings, executed);
  const t4 = performance.now();
  const T = ((globalThis as any).T ??= { adv: 0, acc: 0, app: 0, exe: 0, n: 0, st: 0, ac: 0 });
  T.adv += t1 - t0;
  T.acc += t2 - t1;
  T.app += t3 - t2;
  T.exe += t4 - t3;
  T.n++;
  T.st += statements.length;
  T.ac += accepted.length;
  return r;
}

/** What is said about one column alone counts only where the column changed. */
function relevant(statements: readonly Statement[], before: Catalogue, after: Catalogue): Statement[] {
  const now = new Map(after.relations.map((relation) => [qualified(relation), relation]));
  const old = new Map(before.relations.map((relation) => [qualified(relation), relation]));
  const changed = new Map<string, Set<string>>();
  const changedOf = (object: string): Set<string> => {
    const known = changed.get(object) ?? changedColumns(old.get(object), now.get(object));
    changed.set(object, known);
    return known;
  };
  return statements.filter(
    ({ object, part }) => part === null || !old.get(object)?.columns.some(({ name }) => name === part) || changedOf(object).has(part),
  );
}

function changedColumns(old: Relation | undefined, now: Relation | undefined): Set<string> {
  const same = new Set(now?.columns.map((column) => JSON.stringify(column)));
  return new Set((old?.columns ?? []).filter((column) => now !== undefined && !same.has(JSON.stringify(column))).map(({ name }) => name));
}
