export const MOST_BYTES = 1_000_000;

/** Why a file cannot be attached; null where it can. */
export function tooLarge(name: string, bytes: number): string | null {
  if (bytes <= MOST_BYTES) return null;
  return `“${name}” is larger than 1 MB, the most that can be attached here, so it was not sent. Attach a smaller one.`;
}
