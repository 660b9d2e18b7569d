import type { ShownWorld } from '../protocol.ts';

const DEADLINE_MS = 8_000;
const MOST_TEXT = 4_000;

/** The page as a customer asks for it, and what it says without its markup. */
export async function askPage(productionUrl: string, path: string, signal: AbortSignal): Promise<ShownWorld['pages'][number]> {
  try {
    const response = await fetch(new URL(path, productionUrl), {
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
      headers: { 'cache-control': 'no-cache' },
    });
    return { path, status: response.status, text: readable(await response.text()).slice(0, MOST_TEXT), at: Date.now() };
  } catch (error) {
    return { path, status: null, text: `No answer: ${error instanceof Error ? error.message : String(error)}`, at: Date.now() };
  }
}

/** Lines of what stands between the tags; cells of a table are told apart by a tab. */
function readable(html: string): string {
  return html
    .replace(/<(style|nav|title)\b.*?<\/\1>/gs, '')
    .replaceAll(/<\/t[dh]>\s*<t[dh]>/g, '\t')
    .replaceAll(/<\/(?:tr|h1|p)>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\n\s*\n/g, '\n')
    .trim();
}
