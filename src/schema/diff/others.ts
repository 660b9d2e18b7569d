import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { found } from './found.ts';
import { indexed, qualified } from './named.ts';
import { privilegeFindings } from './privileges.ts';

export function sequenceFindings(before: Catalogue, after: Catalogue): Finding[] {
  const now = indexed(after.sequences);
  const columns = new Set(after.relations.flatMap((relation) => relation.columns.map((column) => `${qualified(relation)}.${column.name}`)));
  return before.sequences.flatMap((old) => {
    const name = qualified(old);
    const named = now.byName.get(name);
    if (named) return privilegeFindings(name, old.grants, named.grants);
    // One that went with its column is told by the finding about the column.
    if (old.ownedBy !== null && !columns.has(old.ownedBy)) return [];
    const same = now.byOid.get(old.oid);
    const message = same ? `The sequence ${name} is now called ${qualified(same)}.` : `The sequence ${name} no longer exists.`;
    return [found('SEQUENCE_DROPPED', name, message, old.ownedBy === null ? {} : { severity: 'conditional' })];
  });
}

export function schemaFindings(before: Catalogue, after: Catalogue): Finding[] {
  return before.schemas.flatMap((old) => {
    const named = after.schemas.find((candidate) => candidate.name === old.name);
    if (named) return privilegeFindings(old.name, old.grants, named.grants);
    const same = after.schemas.find((candidate) => candidate.oid === old.oid);
    return [
      found(
        'SCHEMA_DROPPED',
        old.name,
        same ? `The schema ${old.name} is now called ${same.name}.` : `The schema ${old.name} no longer exists.`,
      ),
    ];
  });
}

export function extensionFindings(before: Catalogue, after: Catalogue): Finding[] {
  return before.extensions
    .filter((old) => !after.extensions.some((now) => now.name === old.name))
    .map((old) => found('EXTENSION_DROPPED', old.name, `The extension ${old.name} is gone, with its functions and types.`));
}
