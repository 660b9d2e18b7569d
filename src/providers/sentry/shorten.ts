const LONGEST = 200;

/** Sentry's text carries what users and attackers typed: one line of it, without control characters, at most 200 characters. */
export function shorten(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
