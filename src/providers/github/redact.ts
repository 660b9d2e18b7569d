import { cutText } from '#domain/cut-text.ts';

const LONGEST_SENTENCE = 300;
/** GitHub's own forms of tokens, and a JSON web token of an App. */
const SECRETS = /\b(?:gh[a-z]_\w+|github_pat_\w+|eyJ[\w-]+\.[\w-]+\.[\w-]+)|(?<=\b(?:bearer|token) )\S{20,}/gi;

/** A vendor's sentence made fit to show: one line, shortened, without a secret should it quote the request. */
export function redact(text: string, token: string | null): string {
  const known = token === null || token === '' ? text : text.replaceAll(token, '[redacted]');
  return cutText(known.replaceAll(SECRETS, '[redacted]').replaceAll(/\s+/g, ' ').trim().toWellFormed(), LONGEST_SENTENCE);
}
