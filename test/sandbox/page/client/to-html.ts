import type { Child } from '#sandbox/page/client/markup/h.ts';

/** What the browser would hold, as text, so that a test reads like the page's source. */
export function toHtml(drawn: Child | readonly Child[]): string {
  if (typeof drawn === 'string') return escaped(drawn);
  if (isList(drawn)) return drawn.map(toHtml).join('');
  const attributes = Object.entries(drawn.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const open = `<${drawn.tag}${attributes.join('')}>`;
  return drawn.tag === 'br' || drawn.tag === 'hr' ? open : `${open}${toHtml(drawn.children.map(({ child }) => child))}</${drawn.tag}>`;
}

/** What a person reads of it. */
export function wordsOf(drawn: Child | readonly Child[]): string {
  if (typeof drawn === 'string') return drawn;
  return isList(drawn) ? drawn.map(wordsOf).join('') : wordsOf(drawn.children.map(({ child }) => child));
}

function isList(drawn: Child | readonly Child[]): drawn is readonly Child[] {
  return Array.isArray(drawn);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
