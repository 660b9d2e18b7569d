import type { History, Migration } from '#src/schema/migration.ts';

export function migration(name: string, sql = `select '${name}';\n`, when?: number): Migration {
  const file = `${name}.sql`;
  return { name, file, up: { sql, file, firstLine: 1, transaction: true }, down: null, ...(when === undefined ? {} : { when }) };
}

export function history(...migrations: readonly Migration[]): Extract<History, { kind: 'history' }> {
  return { kind: 'history', tool: 'sql', migrations, opaque: [], ignored: [] };
}
