import type { Column, Relation } from '../catalogue/catalogue.ts';
import { qualified } from '../diff/named.ts';
import { demandsOn, firstOfBound, meeting } from './demands.ts';
import { sample } from './sample.ts';
import type { Size } from './sample.ts';
import type { World } from './world.ts';

/** A value for a column that the old schema is likely to take. Only running it shows whether it does. */
export function valueFor(world: World, table: Relation, column: Column, size: Size): string {
  const value = partitionValue(world, table, column) ?? valueOfType(world, column.type, size);
  const checks = table.checks.filter((check) => check.enforced).map((check) => check.expression);
  return meeting(demandsOn(column.name, checks), value, size === 'other' || size === 'large') ?? value;
}

export function valueOfType(world: World, type: string, size: Size): string {
  if (type.endsWith('[]')) return size === 'usual' || size === 'low' ? '{}' : `{${element(valueOfType(world, type.slice(0, -2), size))}}`;
  const labels = world.labels.get(type);
  if (labels) return (size === 'usual' || size === 'low' ? labels[0] : (labels[1] ?? labels[0])) ?? '';
  const domain = world.domains.get(type);
  if (domain) {
    const value = valueOfType(world, domain.base, size);
    return (
      meeting(
        demandsOn(
          'VALUE',
          domain.checks.map((check) => check.expression),
        ),
        value,
        size !== 'usual',
      ) ?? value
    );
  }
  const attributes = world.composites.get(type);
  return attributes === undefined ? sample(type, size) : `(${','.repeat(Math.max(attributes - 1, 0))})`;
}

function element(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function partitionValue(world: World, table: Relation, column: Column): string | null {
  if (table.partitionKey === null || !new RegExp(`[( ,]"?${column.name.replaceAll(/\W/g, '\\$&')}"?[), ]`).test(table.partitionKey))
    return null;
  const bounds = world.catalogue.relations
    .filter((relation) => relation.partitionOf === qualified(table))
    .map((relation) => relation.bound ?? '');
  return bounds.map(firstOfBound).find((value) => value !== null) ?? null;
}
