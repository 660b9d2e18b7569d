import type { Json } from '#domain/json.ts';

/** One page of a list, newest first, cut as Vercel cuts it: `next` is the time to pass as `until`. */
export function pageOf<T extends { readonly createdAt: number }>(
  key: string,
  all: readonly T[],
  query: URLSearchParams,
  pageSize: number,
  view: (item: T) => Json,
): Json {
  const until = Number(query.get('until') ?? Number.POSITIVE_INFINITY);
  const limit = Math.min(Number(query.get('limit') ?? 20), pageSize);
  const rest = [...all].sort((a, b) => b.createdAt - a.createdAt).filter((item) => item.createdAt < until);
  const items = rest.slice(0, limit);
  const next = rest.length > items.length ? (items.at(-1)?.createdAt ?? null) : null;
  return { [key]: items.map(view), pagination: { count: items.length, next, prev: items[0]?.createdAt ?? null } };
}
