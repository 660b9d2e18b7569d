import type { Json } from '#domain/json.ts';

const BOOL = 16;
const NUMBERS = new Set([20, 21, 23, 26, 700, 701]);
const DOCUMENTS = new Set([114, 3802]);

/** A value as PostgreSQL prints it, by the number of its type: see `Row`. */
export function decode(type: number, text: string): Json {
  if (type === BOOL) return text === 't';
  if (DOCUMENTS.has(type)) return JSON.parse(text) as Json;
  if (!NUMBERS.has(type)) return text;
  const number = Number(text);
  return Number.isFinite(number) && (Number.isSafeInteger(number) || !/^-?\d+$/u.test(text)) ? number : text;
}
