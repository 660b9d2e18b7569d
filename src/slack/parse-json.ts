/** What comes back from a client; undefined where it is not JSON. To be validated before it is used. */
export function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
