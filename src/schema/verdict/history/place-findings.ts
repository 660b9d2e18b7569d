import type { Catalogue } from '../../catalogue/catalogue.ts';
import { diffCatalogues } from '../../diff/diff-catalogues.ts';
import type { Finding } from '../../finding.ts';
import type { Script } from '../../migration.ts';
import type { Parsed, Statement, Touches } from '../../parse/parsed.ts';

/** Lines of the file, in the order of the findings; null where it is not known which statement did it. */
export type Lines = readonly (number | null)[];

/**
 * Each finding at the statement that names what it is about, where only one can have done it. Null for all where a statement runs code or drops what
 * depends on its object: then one that names nothing may have done it.
 */
export function placeByNames(script: Script, parsed: Parsed, findings: readonly Finding[]): Lines {
  const able = parsed.kind === 'parsed' ? parsed.statements.filter(canChangeSchema) : [];
  const lineOf = (statement: Statement | undefined): number | null =>
    statement === undefined ? null : script.firstLine + statement.line - 1;
  if (able.length === 1) return findings.map(() => lineOf(able[0]));
  if (able.some(({ touches }) => touches.objects === null || touches.cascades)) return findings.map(() => null);
  return findings.map((finding) => {
    const { lastWins, isNamedBy } = subjectOf(finding);
    const naming = able.filter(({ touches }) => isNamedBy(touches));
    return naming.length === 1 || lastWins ? lineOf(naming.at(-1)) : null;
  });
}

/** What changes rows alone changes no schema. */
export function canChangeSchema({ touches }: Statement): boolean {
  return touches.objects?.length !== 0;
}

/** What one statement left behind. */
export interface Step {
  readonly line: number;
  readonly catalogue: Catalogue;
}

/** Each finding at the statement from which on it held, to the end. */
export function placeBySteps(before: Catalogue, steps: readonly Step[], findings: readonly Finding[]): Lines {
  const held = steps.map(({ catalogue }) => new Set(diffCatalogues(before, catalogue).map(keyOf)));
  return findings.map((finding) => {
    const last = held.findLastIndex((found) => !found.has(keyOf(finding)));
    return steps[last + 1]?.line ?? null;
  });
}

/** The message tells apart what the same code says about the same object, as of two keys that refer to one table. */
function keyOf({ code, object, message }: Finding): string {
  return JSON.stringify([code, object, message]);
}

interface Subject {
  /** Whether the last statement that names it has done it. A column or key can be changed by several in several ways. */
  readonly lastWins: boolean;
  readonly isNamedBy: (touches: Touches) => boolean;
}

/** `public.orders.note` is a column, `public.orders/orders_note_key` a key, `public.total(integer)` a function, `public.orders` a table or type. */
function subjectOf({ code, object, message }: Finding): Subject {
  const [name = '', key] = object.split('/', 2);
  // It is about the parent, but done by a key of a child, which only the message names.
  if (code === 'PARENT_DELETE_RESTRICTED')
    return { lastWins: false, isNamedBy: ({ parts }) => parts.some((part) => message.endsWith(`(${part}).`)) };
  if (key !== undefined)
    return { lastWins: false, isNamedBy: ({ objects, parts }) => parts.includes(key) || objects?.includes(key) === true };
  const [first = '', second = '', column] = name.replace(/\(.*$/s, '').split('.');
  const own = second === '' ? first : second;
  if (column === undefined)
    return { lastWins: true, isNamedBy: ({ objects, parts }) => parts.length === 0 && objects?.includes(own) === true };
  const lastWins = code === 'COLUMN_DROPPED' || code === 'COLUMN_RENAMED';
  return { lastWins, isNamedBy: ({ objects, parts }) => objects?.includes(own) === true && parts.includes(column) };
}
