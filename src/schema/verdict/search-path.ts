import type { Catalogue } from '../catalogue/catalogue.ts';
import { qualified } from '../diff/named.ts';
import type { Finding } from '../finding.ts';
import type { Statement } from '../parse/parsed.ts';
import type { Walked } from './walk-span.ts';

/** Statements that run SQL which they hold as text. */
const HOLDERS = new Set(['DoStmt', 'SelectStmt', 'CallStmt', 'CreateFunctionStmt']);

/** Whether a statement gives new sessions another search path: by itself, or in a text that it executes. */
export function changesSearchPath({ node }: Pick<Statement, 'node'>, sql: string): boolean {
  if (!/search_path/iu.test(sql)) return false;
  if (node === 'AlterRoleSetStmt' || node === 'AlterDatabaseSetStmt' || node === 'AlterSystemStmt') return true;
  return HOLDERS.has(node) && /\balter\s+(?:database|role|user|system)\b|\bpg_db_role_setting\b/iu.test(sql);
}

/**
 * What moved to another schema under the same name is still found by old code that leaves the schema away, where the search path of new sessions follows:
 * that it breaks is not known then, whatever a statement with the schema gets.
 */
export function underSearchPath(findings: readonly Finding[], { before, live, steps }: Walked): Finding[] {
  const follows = steps.some(({ migration: { up }, parsed }) =>
    parsed.kind === 'parsed' ? parsed.statements.some((one) => changesSearchPath(one, up.sql.slice(one.start, one.end))) : false,
  );
  if (!follows) return [...findings];
  const moved = new Set(movedIn(before, live));
  return findings.map((finding) => {
    const breaks = finding.severity === 'hard' || finding.severity === 'data';
    if (!breaks || !moved.has(finding.object.replace(/\(.*$/su, ''))) return finding;
    const message = `${finding.message} The search path of new sessions changes too, so code that leaves the schema away may still find it.`;
    return { ...finding, severity: 'unknown', message, failing: null };
  });
}

/** With their old names. */
function movedIn(before: Catalogue, live: Catalogue): string[] {
  const kinds = ['relations', 'enums', 'domains', 'composites', 'functions', 'sequences'] as const;
  return kinds.flatMap((kind) => {
    const now = new Map(live[kind].map((one) => [one.oid, one]));
    return before[kind].filter(({ oid, name, schema }) => now.get(oid)?.name === name && now.get(oid)?.schema !== schema).map(qualified);
  });
}
