export type Casing = 'snake_case' | 'camelCase' | null;

/** The name of a column that has none but its key, as Drizzle's `casing` gives it. */
export function nameByCasing(key: string, casing: Casing): string {
  const words = key.replaceAll(/['\u2019]/gu, '').match(/[\da-z]+|[A-Z]+(?![a-z])|[A-Z][\da-z]+/gu) ?? [key];
  if (casing === null) return key;
  if (casing === 'snake_case') return words.join('_').toLowerCase();
  return words.map((word, at) => (at === 0 ? word.toLowerCase() : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)).join('');
}
