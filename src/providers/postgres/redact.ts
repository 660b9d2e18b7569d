import { cutText } from '#domain/cut-text.ts';

const LONGEST_SENTENCE = 300;

/** A sentence of the server or the driver made fit to show: one line, shortened, without the address or its password should it quote them. */
export function redact(url: string, text: string): string {
  const hidden = secretsOf(url).reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
  return cutText(hidden.replaceAll(/\s+/g, ' ').trim().toWellFormed(), LONGEST_SENTENCE);
}

function secretsOf(url: string): string[] {
  const parsed = URL.parse(url);
  const passwords = [parsed?.password, parsed?.searchParams.get('password'), parsed?.searchParams.get('sslpassword')];
  return [url, ...passwords.flatMap((password) => (password ? [password, decoded(password)] : []))].filter((secret) => secret !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
