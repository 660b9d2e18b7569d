import { cutText } from '#domain/cut-text.ts';

const LONGEST = 200;

/** Untrusted text made fit for a sentence: one line, and cut where that costs least. */
export function onOneLine(text: string): string {
  return cutText(text.replaceAll(/[\p{C}\s]+/gu, ' ').trim(), LONGEST);
}
