import type { Marker, Restore } from './marker.ts';
import { readRestore } from './read-restore.ts';

export type MarkerText = Pick<Marker, 'says' | 'reason' | 'restores' | 'after' | 'signedOffBy'>;

export type ParsedMarker = { readonly kind: 'marker'; readonly marker: MarkerText } | { readonly kind: 'problem'; readonly why: string };

const EXAMPLE = 'Write it as: -- compat: breaking (reason: why).';
const KEYS = /(?:^|[;,])\s*(?<key>reason|restore|after|signed-off-by)\s*:/gi;

/** Whether the words of a comment (without the dashes) mean to be a marker at all. */
export function meansToBeMarker(words: string): boolean {
  return /^\s*compat\s*:/i.test(words);
}

/** Whether the bracket of a marker is still open, so that the comment on the next line belongs to it. */
export function isOpen(words: string): boolean {
  return words.includes('(') && depth(words) > 0;
}

/** `compat: breaking (reason: total is derived now; restore: total = subtotal + tax; after: v2.1; signed-off-by: Ada)` */
export async function parseMarker(words: string): Promise<ParsedMarker> {
  const [, said = '', rest = ''] = /^\s*compat\s*:\s*(\w*)(.*)$/is.exec(words) ?? [];
  const says = said.toLowerCase();
  if (says !== 'breaking' && says !== 'safe') return problem(`The marker says neither breaking nor safe. ${EXAMPLE}`);
  const inside = /^\s*\((.*)\)\s*$/s.exec(rest)?.[1];
  if (inside === undefined) return problem(`The marker has no reason in brackets. ${EXAMPLE}`);

  const parts = split(inside);
  const reason = parts.filter(({ key }) => key === 'reason').map(({ value }) => value);
  if (parts[0]?.start !== 0 || reason.length !== 1 || !/\p{L}/u.test(reason[0] ?? '')) {
    return problem(`The marker gives no reason, or more than one. ${EXAMPLE}`);
  }
  const after = parts.filter(({ key }) => key === 'after').map(({ value }) => value);
  if (after.length > 1 || after.includes('')) return problem('The marker must name one commit or version after “after:”, or leave it out.');

  const signed = parts.filter(({ key }) => key === 'signed-off-by').map(({ value }) => value);
  if (signed.length > 1 || signed.includes(''))
    return problem('The marker must name one reviewer after “signed-off-by:”, or leave it out.');

  const restores: Restore[] = [];
  for (const { value } of parts.filter(({ key }) => key === 'restore')) {
    const read = await readRestore(value);
    if (read.kind === 'problem') return read;
    restores.push(read.restore);
  }
  return { kind: 'marker', marker: { says, reason: reason[0] ?? '', restores, after: after[0] ?? null, signedOffBy: signed[0] ?? null } };
}

/** The parts that begin with a key. Text before the first key shows as a first part that does not start at 0. */
function split(inside: string): { key: string; value: string; start: number }[] {
  const found = [...inside.matchAll(KEYS)];
  return found.map((match, index) => ({
    key: (match.groups?.['key'] ?? '').toLowerCase(),
    value: inside.slice(match.index + match[0].length, found[index + 1]?.index ?? inside.length).trim(),
    start: match.index,
  }));
}

function depth(words: string): number {
  return words.split('(').length - words.split(')').length;
}

function problem(why: string): ParsedMarker {
  return { kind: 'problem', why };
}
