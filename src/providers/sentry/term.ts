/** One `key:"value"` of Sentry's search language. Quoted always: a bare `*`, space or quote in the value would change the question. */
export function term(key: string, value: string): string {
  return `${key}:"${value.replaceAll(/["\\*]/g, String.raw`\$&`)}"`;
}
