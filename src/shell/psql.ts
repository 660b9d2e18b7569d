import { quote } from './quote.ts';

/** Stops at the first error and answers with an exit code; reads no startup file and never waits for a password. */
export const PSQL = 'psql -X -w -v ON_ERROR_STOP=1';

export function psql(sql: string): string {
  return `${PSQL} -c ${quote(sql)}`;
}

/** `sql` names its values as `:'name'`, each taken from the variable of the shell. */
export function psqlWith(sql: string, values: Readonly<Record<string, string>>): string {
  const set = Object.entries(values).map(([name, variable]) => ` -v ${name}="$${variable}"`);
  return `echo ${quote(sql)} | ${PSQL}${set.join('')}`;
}
