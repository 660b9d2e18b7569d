import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Code } from '../code/code.ts';
import { qualified } from '../diff/named.ts';
import type { Finding } from '../finding.ts';
import type { Statement } from '../oracle/statement.ts';
import { upsertOnConstraint } from '../oracle/table-statements.ts';
import { worldOf } from '../oracle/world.ts';

/** A constraint under another name matters to code that says the old one, and may matter where there is no code to look in. */
export function byNames(findings: readonly Finding[], code: Code): Finding[] {
  return findings.map((finding) => {
    if (finding.code !== 'CONSTRAINT_RENAMED' || finding.severity !== 'note') return finding;
    const said = code.names(nameOf(finding));
    if (said.kind === 'nowhere') return finding;
    const raised = { ...finding, severity: 'conditional' as const, sqlstate: finding.message.includes('ON CONSTRAINT') ? '42704' : null };
    return said.kind === 'in' ? { ...raised, usedBy: said.file } : raised;
  });
}

/** Upserts that the code says by the name of a constraint. */
export function upsertsByName(before: Catalogue, findings: readonly Finding[], code: Code): Statement[] {
  const world = worldOf(before);
  return findings.flatMap((finding) => {
    if (!ABOUT_KEYS.has(finding.code) || code.upsertOnConstraint(nameOf(finding)).kind !== 'in') return [];
    return before.relations.flatMap((relation) =>
      relation.uniques
        .filter(({ name, constraint }) => constraint !== null && `${qualified(relation)}/${name}` === finding.object)
        .map((unique) => upsertOnConstraint(world, relation, unique)),
    );
  });
}

const ABOUT_KEYS: ReadonlySet<string> = new Set(['CONSTRAINT_RENAMED', 'UNIQUE_DROPPED']);

function nameOf({ object }: Finding): string {
  return object.slice(object.indexOf('/') + 1);
}
