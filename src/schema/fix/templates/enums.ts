import type { Finding } from '../../finding.ts';
import type { FixContext, FixStep } from '../draft.ts';
import { makeStep } from '../make-step.ts';
import { literal, path } from '../names.ts';

/** Gives an enum the labels back that it lost. */
export function removedLabel(finding: Finding, { before, live }: FixContext): FixStep | string {
  const old = before.enums.find((candidate) => finding.object === nameOf(candidate) || finding.object.startsWith(`${nameOf(candidate)}.`));
  const now = live.enums.find((candidate) => old && nameOf(candidate) === nameOf(old));
  if (!old || !now) return 'The enum was not found in the catalogues. Write the statement by hand.';
  const missing = old.labels.filter((label) => !now.labels.includes(label));
  return makeStep(finding, {
    statements: missing.map((label) => `ALTER TYPE ${path(now)} ADD VALUE IF NOT EXISTS ${literal(label)}`),
    locks: 'none on tables',
    dataBack: 'no',
    removeLater: null,
    why: 'The old code may use the label again. Rows that had it were given another value, and a label cannot be taken out again. It must be committed before a statement uses it (55P04).',
  });
}

export function droppedEnum(finding: Finding, { before }: FixContext): FixStep | string {
  const old = before.enums.find((candidate) => finding.object === nameOf(candidate));
  if (!old) return 'The enum was not found in the old catalogue. Write the statement by hand.';
  return makeStep(finding, {
    statements: [`CREATE TYPE ${path(old)} AS ENUM (${old.labels.map(literal).join(', ')})`],
    locks: 'none on tables',
    removeLater: [`DROP TYPE ${path(old)}`],
    why: 'Casts to the type work again.',
  });
}

export function renamedEnum(finding: Finding, { before, live }: FixContext): FixStep | string {
  const old = before.enums.find((candidate) => finding.object === nameOf(candidate));
  const now = live.enums.find(({ oid }) => oid === old?.oid);
  if (!old || !now) return 'The enum was not found in the catalogues. Write the statement by hand.';
  return makeStep(finding, {
    statements: [`CREATE DOMAIN ${path(old)} AS ${path(now)}`],
    locks: 'none on tables',
    removeLater: [`DROP DOMAIN ${path(old)}`],
    settledByRunning: [
      finding,
      ...before.relations.flatMap((relation) =>
        relation.columns
          .filter(({ typeOid }) => typeOid === old.oid)
          .map((column) => ({ code: 'TYPE_CHANGED' as const, object: `${nameOf(relation)}.${column.name}` })),
      ),
    ],
    why: `Casts to the old name work again: it is a domain over ${path(now)}.`,
  });
}

function nameOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`;
}
