export interface Term {
  readonly key: string;
  readonly value: string;
}

/** `key:value` terms joined by spaces, which Sentry reads as "and". Null for anything else: free text, negation, OR, wildcards. */
export function parseQuery(query: string): readonly Term[] | null {
  const terms: Term[] = [];
  let rest = query.trim();
  while (rest !== '') {
    const match = /^(?<key>[a-zA-Z_.]+):(?:"(?<quoted>(?:\\.|[^"\\])*)"|(?<bare>[^\s"]+))(?:\s+|$)/.exec(rest);
    const key = match?.groups?.['key'];
    const text = match?.groups?.['quoted'] ?? match?.groups?.['bare'];
    if (match === null || key === undefined || text === undefined) return null;
    if (text.replaceAll(/\\./g, '').includes('*')) return null;
    terms.push({ key, value: text.replaceAll(/\\(.)/g, '$1') });
    rest = rest.slice(match[0].length);
  }
  return terms;
}
