import type { ShownWorld } from '../protocol.ts';

const DEADLINE_MS = 8_000;
const MOST_TEXT = 4_000;

/** `GET /invoices` as a customer sends it, and what the page says without its markup. A status of null: no answer in time. */
export async function askInvoices(productionUrl: string, signal: AbortSignal): Promise<ShownWorld['invoices']> {
  try {
    const response = await fetch(new URL('/invoices', productionUrl), {
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
      headers: { 'cache-control': 'no-cache' },
    });
    return { status: response.status, text: readable(await response.text()).slice(0, MOST_TEXT), at: Date.now() };
  } catch (error) {
    return { status: null, text: `No answer: ${error instanceof Error ? error.message : String(error)}`, at: Date.now() };
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
