const MOST_NAMED = 3;

/** As many names as fit a sentence, and how many there are besides. */
export function someOf(names: readonly string[]): string {
  if (names.length <= MOST_NAMED + 1) return names.join(', ');
  return `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;
}
