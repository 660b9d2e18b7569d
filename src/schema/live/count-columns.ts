import type { Catalogue, Column } from '../catalogue/catalogue.ts';
import { printedType, qualified } from '../diff/named.ts';
import { parseType } from '../diff/type-text.ts';
import type { Finding } from '../finding.ts';
import { identifier, literal } from '../oracle/quote.ts';
import type { Count } from './count.ts';
import { columnsIn } from './countable.ts';
import { rowsOf, type Rows } from './rows-of.ts';

/** A label that a default writes can appear in rows of the old code's own, so its absence today says nothing. */
export function countNewLabels(finding: Finding, before: Catalogue, live: Catalogue): Count | null {
  const old = before.enums.find((type) => qualified(type) === finding.object);
  const now = live.enums.find((type) => qualified(type) === finding.object);
  if (!old || !now) return null;
  const added = now.labels.filter((label) => !old.labels.includes(label));
  const type = printedType(now);
  const known = columnsIn(before, live).filter(({ column }) => column.type === type || column.type === `${type}[]`);
  if (added.length === 0 || known.length === 0) return null;
  const list = added.map(literal).join(', ');
  const rows = known.map(({ relation, column }): Rows => {
    const name = identifier(column.name);
    return { relation, where: column.type === type ? `${name} in (${list})` : `${name} && array[${list}]::${type}[]` };
  });
  const written = known.some(({ column }) => added.some((label) => column.default?.includes(literal(label))));
  const what = `Rows with ${list} in ${known.map(({ relation, column }) => `${qualified(relation)}.${column.name}`).join(', ')}`;
  return { sql: rowsOf(rows), what, none: written ? 'not enough' : 'harmless' };
}

export function countNulls(finding: Finding, before: Catalogue, live: Catalogue): Count | null {
  return inColumn(finding, before, live, (column) => ({ where: `${column} is null`, what: 'with NULL', none: 'harmless' }));
}

export function countBeyond(finding: Finding, before: Catalogue, live: Catalogue): Count | null {
  return inColumn(finding, before, live, beyond);
}

interface InColumn {
  readonly where: string;
  readonly what: string;
  readonly none: Count['none'];
}

function inColumn(
  finding: Finding,
  before: Catalogue,
  live: Catalogue,
  ask: (column: string, old: Column) => InColumn | null,
): Count | null {
  const found = columnsIn(before, live).find(({ relation, column }) => `${qualified(relation)}.${column.name}` === finding.object);
  const asked = found && ask(identifier(found.column.name), found.old);
  if (!found || !asked) return null;
  return {
    sql: rowsOf([{ relation: found.relation, where: asked.where }]),
    what: `Rows of ${qualified(found.relation)} ${asked.what} in ${found.column.name}`,
    none: asked.none,
  };
}

/** Values that did not fit into the old type. A larger whole number reaches the client as another type even when it is small. */
function beyond(column: string, { type }: Column): InColumn | null {
  const { base, array, modifiers } = parseType(type);
  const [first, scale = 0] = modifiers;
  if (array) return null;
  if (base === 'smallint' || base === 'integer') {
    const limit = base === 'smallint' ? 2 ** 15 : 2 ** 31;
    return { where: `${column} not between ${-limit} and ${limit - 1}`, what: `beyond ${base}`, none: 'not enough' };
  }
  if (first === undefined) return null;
  if (base === 'character varying')
    return { where: `length(${column}) > ${first}`, what: `longer than ${first} characters`, none: 'harmless' };
  if (base !== 'numeric') return null;
  const where = `abs(${column}) >= 1e${first - scale} or ${column} <> round(${column}, ${scale})`;
  return { where, what: `beyond ${type}`, none: 'harmless' };
}
