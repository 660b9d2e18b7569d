import type { Finding } from '../../finding.ts';
import type { FixContext, FixStep } from '../draft.ts';
import { makeStep } from '../make-step.ts';
import { ident, literal, path } from '../names.ts';

export function droppedSchema(finding: Finding): FixStep {
  return makeStep(finding, {
    statements: [`CREATE SCHEMA ${ident(finding.object)}`],
    locks: 'none on tables',
    removeLater: [`DROP SCHEMA ${ident(finding.object)}`],
    why: 'The schema is there again, for what else is brought back in it.',
  });
}

export function droppedDomain(finding: Finding, { before }: FixContext): FixStep | string {
  const old = before.domains.find((domain) => finding.object === nameOf(domain));
  if (!old) return 'The domain was not found in the old catalogue. Write the statement by hand.';
  const checks = old.checks.map(({ name, expression }) => ` CONSTRAINT ${ident(name)} CHECK (${expression})`).join('');
  const value = old.default === null ? '' : ` DEFAULT ${old.default}`;
  return makeStep(finding, {
    statements: [`CREATE DOMAIN ${path(old)} AS ${old.base}${value}${old.notNull ? ' NOT NULL' : ''}${checks}`],
    locks: 'none on tables',
    removeLater: [`DROP DOMAIN ${path(old)}`],
    why: 'Casts to the domain work again.',
  });
}

export function tightenedDomain(finding: Finding, { before, live }: FixContext): FixStep | string {
  const now = live.domains.find((domain) => finding.object === nameOf(domain) || finding.object.startsWith(`${nameOf(domain)}/`));
  const old = before.domains.find((domain) => now && nameOf(domain) === nameOf(now));
  if (!now || !old) return 'The domain was not found in the catalogues. Write the statement by hand.';
  const added = now.checks.filter(
    ({ name, expression }) => !old.checks.some((check) => check.name === name && check.expression === expression),
  );
  const required = now.notNull && !old.notNull;
  return makeStep(finding, {
    statements: [
      ...added.map(({ name }) => `ALTER DOMAIN ${path(now)} DROP CONSTRAINT ${ident(name)}`),
      ...(required ? [`ALTER DOMAIN ${path(now)} DROP NOT NULL`] : []),
    ],
    locks: 'none on tables',
    removeLater: [
      ...added.map(({ name, expression }) => `ALTER DOMAIN ${path(now)} ADD CONSTRAINT ${ident(name)} CHECK (${expression})`),
      ...(required ? [`ALTER DOMAIN ${path(now)} SET NOT NULL`] : []),
    ],
    why: 'Values that the domain refuses today are let in again. The live code may then meet some.',
  });
}

/** A sequence comes back above what it has given out, where a column shows how far that was. */
export function droppedSequence(finding: Finding, { before, live }: FixContext): FixStep | string {
  const old = before.sequences.find((sequence) => finding.object === nameOf(sequence));
  if (!old) return 'The sequence was not found in the old catalogue. Write the statement by hand.';
  for (const table of before.relations) {
    const column = table.columns.find(
      ({ default: value, name }) => value?.includes(`${nameOf(old)}'`) === true || old.ownedBy === `${nameOf(table)}.${name}`,
    );
    const now = live.relations.find(
      (relation) => nameOf(relation) === nameOf(table) && relation.columns.some(({ name }) => name === column?.name),
    );
    if (!column || !now) continue;
    return makeStep(finding, {
      statements: [
        `CREATE SEQUENCE ${path(old)}`,
        `SELECT setval(${literal(path(old))}, COALESCE(max(${ident(column.name)}), 0) + 1, false) FROM ${path(now)}`,
      ],
      locks: `ACCESS SHARE on ${path(now)} while its highest ${column.name} is looked up`,
      removeLater: [`DROP SEQUENCE ${path(old)}`],
      why: `The sequence goes on above the highest ${column.name}.`,
    });
  }
  return 'No column shows which numbers it has given out. Make it again by hand, above the highest one in use.';
}

function nameOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`;
}
