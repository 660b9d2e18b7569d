/** Undefined where the text is not JSON. `change` is given every text in it. */
export function parseJson(text: string, change: (text: string) => string = (same) => same): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? change(value) : value)) as unknown;
  } catch {
    return undefined;
  }
}
