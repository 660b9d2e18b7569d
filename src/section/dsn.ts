/** What a DSN must look like, where this one does not. */
export function dsn(value: string): string | null {
  const url = URL.parse(value);
  const whole = url !== null && /^https?:$/.test(url.protocol) && url.username !== '' && /\/\d+$/.test(url.pathname);
  return whole ? null : 'must look like https://KEY@HOST/PROJECT';
}
