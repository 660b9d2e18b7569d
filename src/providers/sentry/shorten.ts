import { cutText } from '#domain/cut-text.ts';

const LONGEST = 200;

/** Sentry's text carries what users and attackers typed: one line of it, without control characters, at most 200 characters. */
export function shorten(text: string): string {
  return cutText(text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim(), LONGEST);
}
