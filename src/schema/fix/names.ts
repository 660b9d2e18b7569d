import { createHash } from 'node:crypto';

interface Named {
  readonly schema: string;
  readonly name: string;
}

/** An identifier for SQL, whatever is in it. */
export function ident(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function path({ schema, name }: Named): string {
  return `${ident(schema)}.${ident(name)}`;
}

export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', String.raw`\\`)}` : quoted;
}

/** A name of ours that PostgreSQL does not cut: 63 bytes at most, and another one for other parts. */
export function ownName(...parts: readonly string[]): string {
  const name = ['switchback', ...parts].join('_');
  if (Buffer.byteLength(name) <= 63) return name;
  const mark = createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 8);
  return `switchback_${mark}`;
}

/** A function body between dollar quotes that nothing in it can close. */
export function dollarQuoted(body: string): string {
  let tag = '$fill$';
  for (let count = 1; body.includes(tag); count += 1) tag = `$fill${count}$`;
  return `${tag}\n${body}\n${tag}`;
}
