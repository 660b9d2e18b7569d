import type { Snapshot } from './choices.ts';
import type { Meta } from './tree.ts';

/** What the innermost state that the incident is in says for itself. */
export function currentMeta(snapshot: Snapshot): Meta {
  const [, meta] =
    Object.entries(snapshot.getMeta())
      .filter((entry): entry is [string, Meta] => entry[1] !== undefined)
      .sort(([left], [right]) => right.length - left.length)[0] ?? [];
  if (meta === undefined)
    throw new Error(`The state ${JSON.stringify(snapshot.value)} says nothing for itself. Give it a title in its meta.`);
  return meta;
}
