import type { PostgresOptions } from '#src/providers/postgres/options.ts';

const STATEMENT_TIMEOUT_MS = 5_000;

export type DatabaseFrom =
  | { readonly kind: 'database'; readonly options: PostgresOptions | null }
  | { readonly kind: 'wrong'; readonly why: string };

/** The live database whose URL a variable of the environment holds. A URL is no argument, because every process of the machine can read those. */
export function databaseFrom(name: string | undefined, environment: Readonly<Record<string, string | undefined>>): DatabaseFrom {
  if (name === undefined) return { kind: 'database', options: null };
  if (name.includes('://')) return wrong('--database-env takes the name of an environment variable, not a URL.');
  const url = environment[name] ?? '';
  if (url === '') return wrong(`The environment variable ${name} is not set, so the live database was not asked.`);
  if (!/^postgres(?:ql)?:\/\//u.test(url))
    return wrong(`The environment variable ${name} holds no postgres:// URL, so the live database was not asked.`);
  return { kind: 'database', options: { url, statementTimeoutMs: STATEMENT_TIMEOUT_MS } };
}

function wrong(why: string): DatabaseFrom {
  return { kind: 'wrong', why };
}
