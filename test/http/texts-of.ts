/** Everything that a log, a message or a person could be shown of an error. */
export function textsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = JSON.stringify(Object.fromEntries(Object.getOwnPropertyNames(error).map((name) => [name, String(Reflect.get(error, name))])));
  return `${error.message}\n${error.stack}\n${own}\n${error.cause === undefined ? '' : textsOf(error.cause)}`;
}
