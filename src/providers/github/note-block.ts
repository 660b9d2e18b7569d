/** `body` with the block under `key` put in its place, or at its end; all other text stays to the letter. */
export function withBlock(body: string, key: string, text: string): string {
  const [start, end] = [`<!-- switchback:${key} -->`, `<!-- /switchback:${key} -->`];
  const block = `${start}\n${text.trim()}\n${end}`;
  const from = body.indexOf(start);
  const to = from === -1 ? -1 : body.indexOf(end, from);
  if (to !== -1) return `${body.slice(0, from)}${block}${body.slice(to + end.length)}`;
  return body.trim() === '' ? block : `${body.trimEnd()}\n\n${block}`;
}
