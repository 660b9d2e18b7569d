import type { Finding } from '../finding.ts';
import type { Marker } from '../markers/marker.ts';

export type SignOff =
  /** Not marked: it must not be merged unseen. */
  | { readonly kind: 'not marked' }
  /** Marked as breaking on purpose, but nobody other than its author has accepted it. */
  | { readonly kind: 'not signed off'; readonly why: string }
  | { readonly kind: 'signed off'; readonly by: string };

/**
 * Whether a finding that breaks old code was meant and accepted: its statement is marked `breaking`, and a reviewer is named who is not its author.
 *
 * @param reviewers who accepted the whole change, as the host of the code says: an approval counts for every marker in it
 */
export function signOffOf({ file, line }: Finding, markers: readonly Marker[], reviewers: readonly string[]): SignOff {
  const marker = markers.find(
    (one) =>
      one.says === 'breaking' && one.file === file && line !== null && one.statement.firstLine <= line && line <= one.statement.lastLine,
  );
  if (marker === undefined) return { kind: 'not marked' };
  const author = marker.by?.author ?? null;
  const named = [...(marker.signedOffBy === null ? [] : [marker.signedOffBy]), ...reviewers];
  const other = named.find((name) => author === null || !isSame(name, author));
  if (other !== undefined) return { kind: 'signed off', by: other };
  const why =
    named.length === 0
      ? 'It is marked as breaking, and no reviewer has signed it off. Add “; signed-off-by: NAME” to the marker, or let the check know who approved.'
      : `It is marked as breaking, and ${author} signed off their own change. Somebody else must.`;
  return { kind: 'not signed off', why };
}

/** `Ada Lovelace <ada@example.com>` and `ada lovelace` are the same person. */
function isSame(one: string, other: string): boolean {
  const plain = (name: string): string => name.replace(/<.*$/u, '').replace(/^@/u, '').trim().toLowerCase();
  return plain(one) === plain(other);
}
