import { onOneLine } from './on-one-line.ts';
import { readPage } from './read-page.ts';

/** What an answer says went wrong, on one line and cut; null where it says nothing. Untrusted text: escape before showing. */
export function errorText(body: string): string | null {
  const readable = onOneLine(messageIn(body) ?? readPage(body).words);
  return readable === '' ? null : readable;
}

/** What a value of JSON tells of its error: `"…"`, `{message}`, `{error}`, `{errors: […]}`. */
export function messageOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (Array.isArray(value)) return value.length === 0 ? null : messageOf(value[0]);
  if (typeof value !== 'object' || value === null) return null;
  for (const name of ['message', 'error', 'errors', 'msg', 'detail', 'title', 'description', 'reason', 'code']) {
    const found = messageOf(Reflect.get(value, name));
    if (found !== null) return found;
  }
  return null;
}

function messageIn(body: string): string | null {
  try {
    return messageOf(JSON.parse(body));
  } catch {
    return null;
  }
}
