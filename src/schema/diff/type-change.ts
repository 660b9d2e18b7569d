import type { Catalogue, Domain, Relation } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { compareTypes } from './compare-types.ts';
import type { TypeChange } from './compare-types.ts';
import { found } from './found.ts';
import { printedType, qualified } from './named.ts';
import { parseType } from './type-text.ts';

interface Typed {
  readonly type: string;
  readonly typeOid: number;
}

/** What must be known of both catalogues to judge a type: which names are domains, and which names still mean something. */
export interface TypeWorld {
  readonly before: ReadonlyMap<string, Domain>;
  readonly after: ReadonlyMap<string, Domain>;
  readonly namesAfter: ReadonlySet<string>;
  /** Of the old schema, by qualified name. */
  readonly relations: ReadonlyMap<string, Relation>;
}

export function typeWorld(before: Catalogue, after: Catalogue): TypeWorld {
  const domains = (catalogue: Catalogue) => new Map(catalogue.domains.map((domain) => [printedType(domain), domain]));
  const named = [...after.enums, ...after.domains, ...after.composites];
  return {
    before: domains(before),
    after: domains(after),
    namesAfter: new Set(named.map(printedType)),
    relations: new Map(before.relations.map((relation) => [qualified(relation), relation])),
  };
}

/** A type that only changed its name is told by the finding about the type, not by one for each of its columns. */
export function typeChange(before: Typed, after: Typed, world: TypeWorld): TypeChange {
  if (before.type === after.type) return 'same';
  const [from, to] = [parseType(before.type), parseType(after.type)];
  if (from.base !== to.base && before.typeOid === after.typeOid && !world.namesAfter.has(from.base)) return 'same';

  const oldBase = world.before.get(before.type)?.base ?? before.type;
  const domain = world.after.get(after.type);
  const change = compareTypes(oldBase, domain?.base ?? after.type);
  const strict = domain !== undefined && (domain.notNull || domain.checks.length > 0);
  if (strict && change !== 'changed') return 'narrowed';
  return change === 'same' ? 'compatible' : change;
}

export function typeFindings(object: string, before: Typed, after: Typed, world: TypeWorld): Finding[] {
  const change = typeChange(before, after, world);
  const from = `The type of ${object} was ${before.type} and is ${after.type}`;
  switch (change) {
    case 'same':
      return [];
    case 'widened':
      return [found('TYPE_WIDENED', object, `${from}: every old value still fits, but a client may decode it differently.`)];
    case 'compatible': {
      const means = comparison(before, after, world) ?? 'a client may decode the values differently';
      return [found('TYPE_CHANGED_SQL_COMPATIBLE', object, `${from}: old statements run, but ${means}.`)];
    }
    case 'narrowed': {
      const also = comparison(before, after, world);
      const means = also === null ? '' : ` Beside that ${also}.`;
      return [
        found('TYPE_NARROWED', object, `${from}: values that were accepted are refused.${means}`, { sqlstate: refusal(after, world) }),
      ];
    }
    case 'changed':
      return [found('TYPE_CHANGED', object, `${from}: old assignments or comparisons fail.`, { sqlstate: mismatch(before, after) })];
  }
}

/** What a comparison of the old code finds otherwise than before, where it runs all the same. */
function comparison(before: Typed, after: Typed, world: TypeWorld): string | null {
  const from = parseType(world.before.get(before.type)?.base ?? before.type);
  const to = parseType(world.after.get(after.type)?.base ?? after.type);
  const [was, is] = [from, to].map(({ local }) => local === 'citext');
  if (was !== is)
    return was
      ? 'comparisons are case-sensitive now, so a search in other capitals finds no row'
      : 'comparisons ignore capitals now, so a search also finds rows in other capitals';
  const [padded, pads] = [from, to].map(({ base }) => base === 'character' || base === 'bpchar');
  if (padded !== pads)
    return padded
      ? 'blanks at the end count in comparisons now, so a search without them may find no row'
      : 'blanks at the end no longer count in comparisons';
  const zoned = (base: string) => base.endsWith('with time zone');
  if (from.base !== to.base && zoned(from.base) !== zoned(to.base) && from.base.startsWith('time') && to.base.startsWith('time'))
    return "which moment a value means depends on the session's time zone, and a client may decode it differently";
  return null;
}

function refusal(after: Typed, world: TypeWorld): string {
  if (world.after.has(after.type)) return '23514';
  return /^(?:character|text|public.citext|bit)/.test(after.type) ? '22001' : '22003';
}

/** Everything can be assigned to text, and jsonb to json, but not compared with it. */
function mismatch(before: Typed, after: Typed): string {
  const assignable = /^(?:text|character varying)(?:\(\d+\))?$/.test(after.type) || (before.type === 'jsonb' && after.type === 'json');
  return assignable ? '42883' : '42804';
}
