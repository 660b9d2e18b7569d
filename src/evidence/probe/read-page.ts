export interface PageText {
  /** What a person would see, tags and scripts left out. */
  readonly words: string;
  /** Title and main headings. */
  readonly headings: readonly string[];
  readonly scripted: boolean;
}

const HIDDEN = new Set(['script', 'style', 'template', 'svg', 'noscript']);
const HEADING = new Set(['title', 'h1', 'h2']);

/** The words of an HTML page. Each part is passed once, so that a hostile page takes no longer than its length. */
export function readPage(html: string): PageText {
  const words: string[] = [];
  const headings: string[] = [];
  let heading: string[] | null = null;
  let scripted = false;
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    const piece = html.slice(at, open === -1 ? html.length : open);
    words.push(piece);
    heading?.push(piece);
    if (open === -1) break;
    const isComment = html.startsWith('<!--', open);
    const close = html.indexOf(isComment ? '-->' : '>', open);
    if (close === -1) break;
    at = close + (isComment ? 3 : 1);
    const [, slash = '', name = ''] = /^<(\/?)([a-z][a-z0-9]{0,20})/i.exec(html.slice(open, open + 24)) ?? [];
    const tag = name.toLowerCase();
    words.push(' ');
    if (tag === 'script') scripted = true;
    if (HIDDEN.has(tag) && slash === '' && html[close - 1] !== '/') {
      const end = indexOfEnd(html, tag, at);
      if (end === -1) break;
      at = end;
    }
    if (!HEADING.has(tag)) continue;
    if (heading !== null) headings.push(decoded(heading.join('')));
    heading = slash === '' ? [] : null;
  }
  return { words: decoded(words.join('')), headings: headings.filter((text) => text !== ''), scripted };
}

function indexOfEnd(html: string, tag: string, from: number): number {
  const end = html.indexOf(`</${tag}`, from);
  return end === -1 ? html.indexOf(`</${tag.toUpperCase()}`, from) : end;
}

function decoded(text: string): string {
  return text
    .replaceAll(/&(?:nbsp|#160);/g, ' ')
    .replaceAll(/&(?:quot|#34|#x22);/g, '"')
    .replaceAll(/&(?:apos|#39|#x27|rsquo|#8217);/g, "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
