import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { found } from './found.ts';
import { indexed, qualified } from './named.ts';
import { typeFindings } from './type-change.ts';
import type { TypeWorld } from './type-change.ts';

type Composite = Catalogue['composites'][number];

export function compositeFindings(before: Catalogue, after: Catalogue, world: TypeWorld): Finding[] {
  const now = indexed(after.composites);
  return before.composites.flatMap((old) => {
    const name = qualified(old);
    const named = now.byName.get(name);
    if (named) return attributes(name, old, named, world);
    const same = now.byOid.get(old.oid);
    return [
      found('TYPE_DROPPED', name, same ? `The type ${name} is now called ${qualified(same)}.` : `The type ${name} no longer exists.`),
    ];
  });
}

function attributes(name: string, old: Composite, now: Composite, world: TypeWorld): Finding[] {
  const lost = old.columns.flatMap((column) => {
    const object = `${name}.${column.name}`;
    const still = now.columns.find((candidate) => candidate.name === column.name);
    return still
      ? typeFindings(object, column, still, world)
      : [found('COLUMN_DROPPED', object, `The type ${name} no longer has ${column.name}.`)];
  });
  const added = now.columns.filter((column) => !old.columns.some((known) => known.name === column.name));
  if (added.length === 0) return lost;
  const message = `The type ${name} also has ${added.map((column) => column.name).join(', ')}: a row that is written whole has too few values.`;
  return [...lost, found('ROW_SHAPE', name, message, { severity: 'hard', sqlstate: '42846' })];
}
