const MARK = '[redacted]';

/** Headers whose values are credentials, whatever a vendor calls them. */
const CREDENTIAL = /auth|token|key|cookie|secret|bypass/i;
/** Shorter ones are no secrets, and hiding them would hide words. */
const SHORTEST_VALUE = 8;

/** Takes secrets out of a text, in each form in which a request or a quotation of it may carry them. */
export function createRedact(secrets: readonly string[], headers: Readonly<Record<string, string>> = {}): (text: string) => string {
  const sent = Object.entries(headers)
    .filter(([name]) => CREDENTIAL.test(name))
    .flatMap(([, value]) => partsOf(value))
    .filter((value) => value.length >= SHORTEST_VALUE);
  const forms = [...new Set([...secrets, ...sent].filter((secret) => secret !== '').flatMap(formsOf))];
  // The longest first: a secret that begins another must not leave the rest of it behind.
  forms.sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((clean, form) => clean.replaceAll(form, MARK), text);
}

/** `Bearer …`, `Basic …` with what it encodes, and lists of `name=value`. */
function partsOf(value: string): readonly string[] {
  const parts = value.split(/[\s,;]+/).map((part) => part.replace(/^[\w-]+=(?=.)/, ''));
  if (!/^basic /i.test(value)) return [value, ...parts];
  const pair = Buffer.from(parts[1] ?? '', 'base64').toString();
  return [value, ...parts, pair, pair.slice(pair.indexOf(':') + 1)];
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const inJson = escaped(secret);
  const inUrl = encodeURIComponent(secret.toWellFormed());
  const inForm = new URLSearchParams({ v: secret }).toString().slice(2);
  // JSON in JSON is how a request is quoted in an error.
  return [secret, inJson, escaped(inJson), inUrl, inForm, bytes.toString('base64'), bytes.toString('base64url')];
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
