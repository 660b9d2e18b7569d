/** The vendor names no host in its links that a client may trust, so neither does the sandbox: following this one fails. */
const ELSEWHERE = 'https://another-region.invalid/api/0/';

/** One page and the `Link` header, in which both directions are always named and only `results` says what they hold. */
export function pageOf<T>(
  items: readonly T[],
  size: number,
  query: URLSearchParams,
): { items: readonly T[]; headers: Record<string, string> } {
  const offset = Number(/^0:(?<offset>\d+):[01]$/.exec(query.get('cursor') ?? '0:0:0')?.groups?.['offset'] ?? 0);
  const next = offset + size;
  const link = (rel: string, results: boolean, cursor: string): string =>
    `<${ELSEWHERE}?cursor=${cursor}>; rel="${rel}"; results="${results}"; cursor="${cursor}"`;
  const previous = link('previous', offset > 0, `0:${Math.max(0, offset - size)}:1`);
  return { items: items.slice(offset, next), headers: { link: `${previous}, ${link('next', next < items.length, `0:${next}:0`)}` } };
}
