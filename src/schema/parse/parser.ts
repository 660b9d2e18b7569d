/** Imported like others it compiles itself at once, also in a process that asks another one to parse. */
export function parser(): Promise<typeof import('libpg-query')> {
  return import('libpg-query');
}
