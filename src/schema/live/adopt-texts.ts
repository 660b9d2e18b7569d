import type { Catalogue, Domain, Relation } from '../catalogue/catalogue.ts';
import { qualified } from '../diff/named.ts';

export interface Adopted {
  readonly live: Catalogue;
  /** Objects whose texts differ by more than spaces, brackets and casts: perhaps only printed otherwise, perhaps another text. */
  readonly doubtful: readonly string[];
}

/**
 * Two major versions print one expression in two ways, so their texts cannot be compared letter by letter. What has the same name in both
 * gets the text of `replayed`; where the two are not plainly the same, the object is doubtful.
 */
export function adoptTexts(replayed: Catalogue, live: Catalogue): Adopted {
  const doubtful = new Set<string>();
  const known = new Map(replayed.relations.map((relation) => [qualified(relation), relation]));
  const domains = new Map(replayed.domains.map((domain) => [qualified(domain), domain]));
  const text = (object: string, theirs: string | null | undefined, ours: string | null): string | null => {
    if (typeof theirs !== 'string' || ours === null) return ours;
    if (loose(theirs) !== loose(ours)) doubtful.add(object);
    return theirs;
  };
  const relations = live.relations.map((relation) => {
    const reference = known.get(qualified(relation));
    return reference === undefined ? relation : relationWith(reference, relation, text);
  });
  const adopted = live.domains.map((domain) => {
    const reference = domains.get(qualified(domain));
    return reference === undefined ? domain : domainWith(reference, domain, text);
  });
  return { live: { ...live, relations, domains: adopted }, doubtful: [...doubtful].sort() };
}

type Text = (object: string, theirs: string | null | undefined, ours: string | null) => string | null;

function relationWith(reference: Relation, relation: Relation, text: Text): Relation {
  const name = qualified(relation);
  const defined = <T extends { readonly name: string; readonly definition: string }>(theirs: readonly T[], ours: readonly T[]): T[] =>
    ours.map((part) => ({
      ...part,
      definition: text(`${name}/${part.name}`, named(theirs, part.name)?.definition, part.definition) ?? '',
    }));
  return {
    ...relation,
    definition: text(name, reference.definition, relation.definition),
    columns: relation.columns.map((column) => ({
      ...column,
      default: text(`${name}.${column.name}`, named(reference.columns, column.name)?.default, column.default),
    })),
    uniques: relation.uniques.map((unique) => {
      const theirs = named(reference.uniques, unique.name);
      const object = `${name}/${unique.name}`;
      // Keys of another number are another index, which its names and not its texts must show.
      const keys = theirs?.keys.length === unique.keys.length ? theirs.keys : [];
      return {
        ...unique,
        predicate: text(object, theirs?.predicate, unique.predicate),
        keys: unique.keys.map((key, at) => (key.num === 0 ? { ...key, text: text(object, keys[at]?.text, key.text) ?? '' } : key)),
      };
    }),
    checks: relation.checks.map((check) => ({
      ...check,
      expression: text(`${name}/${check.name}`, named(reference.checks, check.name)?.expression, check.expression) ?? '',
    })),
    exclusions: defined(reference.exclusions, relation.exclusions),
    triggers: defined(reference.triggers, relation.triggers),
    rules: defined(reference.rules, relation.rules),
    policies: defined(reference.policies, relation.policies),
  };
}

function domainWith(reference: Domain, domain: Domain, text: Text): Domain {
  const name = qualified(domain);
  return {
    ...domain,
    default: text(name, reference.default, domain.default),
    checks: domain.checks.map((check) => ({
      ...check,
      expression: text(name, named(reference.checks, check.name)?.expression, check.expression) ?? '',
    })),
  };
}

function named<T extends { readonly name: string }>(parts: readonly T[], name: string): T | undefined {
  return parts.find((part) => part.name === name);
}

/** Without what versions are known to print differently: casts of constants, the tables that columns are qualified with, spaces and brackets. */
function loose(text: string): string {
  return text
    .replaceAll(CAST, '')
    .replaceAll(QUALIFIER, '')
    .replaceAll(/[\s()]/g, '');
}

const NAME = '(?:"[^"]*"|[a-z_][a-z0-9_]*)';
const SUFFIX = String.raw`(?: varying| precision| with(?:out)? time zone)?(?:\(\d+(?:,\d+)?\))?(?:\[\])*`;
const CAST = new RegExp(String.raw`::${NAME}(?:\.${NAME})?${SUFFIX}`, 'g');
const QUALIFIER = new RegExp(String.raw`(?<![\w"])${NAME}\.(?=["a-z_])`, 'g');
