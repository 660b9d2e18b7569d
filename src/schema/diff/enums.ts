import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { found } from './found.ts';
import { indexed, qualified } from './named.ts';

export function enumFindings(before: Catalogue, after: Catalogue): Finding[] {
  const now = indexed(after.enums);
  return before.enums.flatMap((old) => {
    const name = qualified(old);
    const named = now.byName.get(name);
    if (named) return labels(name, old.labels, named.labels);
    const same = now.byOid.get(old.oid);
    if (same) return [found('ENUM_RENAMED', name, `The enum ${name} is now called ${qualified(same)}: casts to the old name fail.`)];
    return [found('ENUM_DROPPED', name, `The enum ${name} no longer exists.`)];
  });
}

function labels(name: string, before: readonly string[], after: readonly string[]): Finding[] {
  const removed = before.filter((label) => !after.includes(label));
  const added = after.filter((label) => !before.includes(label));
  const order = after.filter((label) => before.includes(label));
  const stayed = before.filter((label) => after.includes(label));
  const list = (names: readonly string[]) => names.map((label) => `'${label}'`).join(', ');
  return [
    ...(removed.length > 0
      ? [found('ENUM_LABEL_REMOVED', name, `The enum ${name} no longer has ${list(removed)}: writing or comparing it fails.`)]
      : []),
    ...(added.length > 0
      ? [
          found(
            'ENUM_LABEL_ADDED',
            name,
            `The enum ${name} also has ${list(added)}: an old client may not know what to do with such a row.`,
          ),
        ]
      : []),
    ...(order.join('\n') === stayed.join('\n')
      ? []
      : [found('ENUM_REORDERED', name, `The labels of the enum ${name} are in another order: sorting and comparing differ.`)]),
  ];
}
