/** A node of the parser's tree, which is plain JSON: `{ CreateStmt: { relation: … } }`. */
export type Fields = Readonly<Record<string, unknown>>;

/** Every tagged node at or below `root` in no particular order, not looking inside the tags in `closed`. Not recursive: hostile SQL nests deeply. */
export function* nodesIn(root: unknown, closed: ReadonlySet<string> = new Set()): Generator<{ tag: string; fields: Fields }> {
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (Array.isArray(value)) {
      for (const item of value) waiting.push(item);
      continue;
    }
    if (!isFields(value)) continue;
    for (const [key, child] of Object.entries(value)) {
      if (isFields(child) && isTag(key)) yield { tag: key, fields: child };
      if (!closed.has(key)) waiting.push(child);
    }
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown, key: string): Fields {
  const child = isFields(value) ? value[key] : null;
  return isFields(child) ? child : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Node names begin with a capital, field names do not. */
function isTag(key: string): boolean {
  return key.charCodeAt(0) < 97;
}
