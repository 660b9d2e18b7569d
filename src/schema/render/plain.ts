import { cutText } from '#domain/cut-text.ts';

/** Untrusted text on one line, without control and formatting characters, cut to a length. */
export function plain(text: string, longest: number): string {
  return cutText(text.replaceAll(/[\p{C}\s]+/gu, ' ').trim(), longest);
}
