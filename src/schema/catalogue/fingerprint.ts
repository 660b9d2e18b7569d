import { createHash } from 'node:crypto';
import type { Catalogue, Relation } from './catalogue.ts';

/** What a database looks like, without identifiers, owners, privileges and the order of columns. */
export interface Fingerprint {
  /** Another major version prints the same expression in another way. */
  readonly major: number;
  /** Columns, types, nullability, keys, and the names of everything else. */
  readonly shape: string;
  /** The texts of defaults, checks, views, functions, triggers and policies. */
  readonly texts: string;
}

export function fingerprint(catalogue: Catalogue): Fingerprint {
  return {
    major: Math.floor(catalogue.server / 10_000),
    shape: hash([
      ...catalogue.relations.flatMap(relationShape),
      ...catalogue.functions.map((routine) => [
        'function',
        routine.schema,
        routine.name,
        routine.kind,
        routine.arguments,
        routine.defaults,
        routine.result,
      ]),
      ...catalogue.enums.map(({ schema, name, labels }) => ['enum', schema, name, labels]),
      ...catalogue.domains.map(({ schema, name, base, notNull, checks }) => ['domain', schema, name, base, notNull, checks.length]),
      ...catalogue.composites.flatMap(({ schema, name, columns }) =>
        columns.map((column) => ['composite', schema, name, column.name, column.type]),
      ),
      ...catalogue.sequences.map(({ schema, name }) => ['sequence', schema, name]),
    ]),
    texts: hash([
      ...catalogue.relations.flatMap(relationTexts),
      ...catalogue.functions.map((routine) => ['function', routine.schema, routine.name, routine.arguments, routine.body]),
      ...catalogue.domains.map(({ schema, name, checks }) => ['domain', schema, name, checks]),
    ]),
  };
}

/** `maybe`: the same but for texts that were printed by two major versions. */
export function compareFingerprints(one: Fingerprint, other: Fingerprint): 'same' | 'maybe' | 'different' {
  if (one.shape !== other.shape) return 'different';
  if (one.texts === other.texts) return 'same';
  return one.major === other.major ? 'different' : 'maybe';
}

function relationShape(relation: Relation): unknown[] {
  const about = [relation.schema, relation.name];
  const columnName = (num: number) => relation.columns.find((column) => column.num === num)?.name ?? null;
  return [
    ['relation', ...about, relation.kind, relation.partitionOf, relation.rowSecurity, relation.rowSecurityForced],
    ...relation.columns.map((column) => {
      return [
        'column',
        ...about,
        column.name,
        column.type,
        column.notNull,
        column.default !== null,
        column.identity,
        column.generated,
        column.collation,
      ];
    }),
    ...relation.uniques.map((unique) => {
      const keys = unique.keys.map(({ num }) => columnName(num));
      return ['unique', ...about, unique.constraint, keys, unique.predicate !== null, unique.nullsNotDistinct, unique.deferrable];
    }),
    ...relation.checks.map(({ name, enforced }) => ['check', ...about, name, enforced]),
    ...relation.foreignKeys.map((key) => {
      const target = [key.target.schema, key.target.name, key.target.columns];
      return [
        'foreign key',
        ...about,
        key.columns.map(columnName),
        target,
        key.onDelete,
        key.onUpdate,
        key.deferrable,
        key.deferred,
        key.enforced,
      ];
    }),
    ...relation.exclusions.map(({ name }) => ['exclusion', ...about, name]),
    ...relation.triggers.map(({ name, enabled }) => ['trigger', ...about, name, enabled]),
    ...relation.rules.map(({ name }) => ['rule', ...about, name]),
    ...relation.policies.map(({ name }) => ['policy', ...about, name]),
  ];
}

function relationTexts(relation: Relation): unknown[] {
  const about = [relation.schema, relation.name];
  return [
    ['relation', ...about, relation.bound, relation.partitionKey, relation.definition, relation.options],
    ...relation.columns.map((column) => ['default', ...about, column.name, column.default]),
    ...relation.uniques.map((unique) => ['unique', ...about, unique.keys.map(({ text }) => text), unique.predicate]),
    ...relation.checks.map(({ name, expression }) => ['check', ...about, name, expression]),
    ...definedTexts(relation),
  ];
}

function definedTexts({ schema, name, exclusions, triggers, rules, policies }: Relation): unknown[] {
  return [...exclusions, ...triggers, ...rules, ...policies].map((part) => ['defined', schema, name, part.name, part.definition]);
}

function hash(parts: readonly unknown[]): string {
  const lines = parts.map((part) => JSON.stringify(part)).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
