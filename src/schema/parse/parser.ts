import type * as Parser from 'libpg-query';

/** Imported like others it compiles itself at once, also in a process that asks another one to parse. */
export function parser(): Promise<typeof Parser> {
  return import('libpg-query');
}
