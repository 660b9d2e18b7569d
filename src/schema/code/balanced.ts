const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const LONGEST = 1_000;

/** What stands between the bracket at `open` and the one that closes it; to a limit, where it does not close. */
export function balanced(text: string, open: number): string {
  const [opens, closes] = [text[open] ?? '', CLOSES[text[open] ?? '']];
  let depth = 0;
  for (let at = open; at < Math.min(text.length, open + LONGEST); at += 1) {
    if (text[at] === opens) depth += 1;
    if (text[at] === closes) depth -= 1;
    if (depth === 0) return text.slice(open + 1, at);
  }
  return text.slice(open + 1, open + LONGEST);
}
