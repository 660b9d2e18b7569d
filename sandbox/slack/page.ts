export type Page<Item> =
  | { readonly kind: 'page'; readonly items: readonly Item[]; readonly nextCursor: string }
  | { readonly kind: 'refused'; readonly error: 'invalid_cursor' | 'invalid_limit' };

/** One page after the item that the cursor names. `nextCursor` is empty on the last page, as Slack has it. */
export function page<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  asked: { readonly limit: number; readonly cursor: string | undefined },
): Page<Item> {
  if (asked.limit < 1 || asked.limit > 1000) return { kind: 'refused', error: 'invalid_limit' };
  const after = asked.cursor ? Buffer.from(asked.cursor, 'base64').toString() : null;
  const start = after === null ? 0 : items.findIndex((item) => `after:${keyOf(item)}` === after) + 1;
  if (after !== null && start === 0) return { kind: 'refused', error: 'invalid_cursor' };
  const shown = items.slice(start, start + asked.limit);
  const last = shown.at(-1);
  const more = start + shown.length < items.length && last !== undefined;
  return { kind: 'page', items: shown, nextCursor: more ? Buffer.from(`after:${keyOf(last)}`).toString('base64') : '' };
}
