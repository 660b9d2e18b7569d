/** Null for what a press must never lead to: a script, a file, an address without a scheme. */
export function safeUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return ['http:', 'https:', 'mailto:'].includes(parsed.protocol) ? parsed.href : null;
}
