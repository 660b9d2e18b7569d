export interface EnvelopeItem {
  readonly type: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Buffer;
}

export interface Envelope {
  readonly header: Readonly<Record<string, unknown>>;
  readonly items: readonly EnvelopeItem[];
}

const NEWLINE = 10;

/**
 * A header line, then per item a header line and a payload. With `length` the payload is that many bytes, line breaks included;
 * without it, it ends at the line break. Null when the bytes are not that.
 */
export function parseEnvelope(body: Buffer): Envelope | null {
  const first = lineAt(body, 0);
  const header = objectOf(first.line);
  if (header === null) return null;
  const items: EnvelopeItem[] = [];
  let position = first.next;
  while (position < body.length) {
    if (body[position] === NEWLINE) {
      position += 1;
      continue;
    }
    const head = lineAt(body, position);
    const itemHeader = objectOf(head.line);
    const type = itemHeader?.['type'];
    if (itemHeader === null || typeof type !== 'string') return null;
    const length = itemHeader['length'];
    const end = typeof length === 'number' ? head.next + length : lineAt(body, head.next).end;
    if (end > body.length || (end < body.length && body[end] !== NEWLINE)) return null;
    items.push({ type, header: itemHeader, payload: body.subarray(head.next, end) });
    position = end + 1;
  }
  return { header, items };
}

function lineAt(body: Buffer, start: number): { line: Buffer; end: number; next: number } {
  const found = body.indexOf(NEWLINE, start);
  const end = found === -1 ? body.length : found;
  return { line: body.subarray(start, end), end, next: end + 1 };
}

function objectOf(line: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : null;
  } catch {
    return null;
  }
}
