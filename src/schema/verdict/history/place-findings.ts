import type { Catalogue } from '../../catalogue/catalogue.ts';
import { diffCatalogues } from '../../diff/diff-catalogues.ts';
import type { Finding } from '../../finding.ts';
import type { Script } from '../../migration.ts';
import type { Parsed, Statement } from '../../parse/parsed.ts';
import { wordsOf } from './words.ts';

/** Lines of the file, in the order of the findings; null where it is not known which statement did it. */
export type Lines = readonly (number | null)[];

/**
 * Each finding at the one statement that can have done it, going by the names in it. Null for all where a statement runs code or drops what depends on
 * its object: then one that names nothing may have done it.
 */
export function placeByNames(script: Script, parsed: Parsed, findings: readonly Finding[]): Lines {
  const able = parsed.kind === 'parsed' ? parsed.statements.filter(({ touches }) => touches.objects?.length !== 0) : [];
  const lineOf = ({ line }: Statement): number => script.firstLine + line - 1;
  const [only, ...others] = able;
  if (only !== undefined && others.length === 0) return findings.map(() => lineOf(only));
  const words = able.map((statement) => wordsOf(script.sql.slice(statement.start, statement.end)));
  if (able.some(({ touches }) => touches.objects === null) || words.some((said) => said.has('cascade'))) return findings.map(() => null);
  return findings.map(({ object }) => {
    const names = localNames(object);
    const saying = able.filter((_, at) => names.every((name) => words[at]?.has(name)));
    return saying[0] !== undefined && saying.length === 1 ? lineOf(saying[0]) : null;
  });
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

function keyOf({ code, object }: Finding): string {
  return `${code} ${object}`;
}

/** `public.orders.note` → table and column; `public.orders/orders_note_key` → the key; `public.total(integer)` → the function. */
function localNames(object: string): string[] {
  const [name = '', part] = object.split('/', 2);
  if (part !== undefined) return [part];
  const parts = name.replace(/\(.*$/s, '').split('.');
  return parts.length > 1 ? parts.slice(1) : parts;
}
