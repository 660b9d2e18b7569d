import { cutText } from '#domain/cut-text.ts';

/** A vendor's own error. Untrusted text, made fit to show. */
export interface VendorWords {
  readonly code: string | null;
  readonly sentence: string | null;
}

const LONGEST = 200;

/** The usual shapes of an error: `{error: {code, message}}`, `{code, message}`, `{errors: [{…}]}`, `{detail}`, `{error: "…"}`, `{reason}`. */
export function vendorWords(json: unknown): VendorWords {
  const places = [json, field(json, 'error'), first(field(json, 'errors'))];
  const words = (names: readonly string[]): unknown[] => places.flatMap((place) => names.map((name) => field(place, name)));
  const code = words(['reason', 'code'])
    .map(toCode)
    .find((found) => found !== null);
  const sentence = [...words(['message', 'detail', 'title']), ...places].map(toSentence).find((found) => found !== null);
  return { code: code ?? null, sentence: sentence ?? null };
}

/** A word that can stand in a message as it is. */
function toCode(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^[\w.-]{1,80}$/.test(text) ? text : null;
}

/** One line, without control characters, shortened; the full stop is left to whoever quotes it. */
function toSentence(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const line = value
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .replace(/\.$/, '')
    .toWellFormed();
  return line === '' ? null : cutText(line, LONGEST);
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}
