import { cutText } from '#domain/cut-text.ts';
import type { VercelOptions } from './options.ts';

const LONGEST_SENTENCE = 300;

/** A vendor's sentence made fit to show: one line, shortened, without our secrets should it quote the request. */
export function redact(options: VercelOptions, text: string): string {
  const secrets = [options.token, options.protectionBypass].filter((secret) => secret !== null && secret !== '');
  const hidden = secrets.reduce((clean: string, secret) => clean.replaceAll(String(secret), '[redacted]'), text);
  return cutText(hidden.replaceAll(/\s+/g, ' ').trim().toWellFormed(), LONGEST_SENTENCE);
}
