import type { Subject } from '#src/providers/by-hand.ts';
import { psqlWith } from '#src/shell/psql.ts';
import { quote } from '#src/shell/quote.ts';

/** A URL on a command line can be read by every user of the machine, so the connection is taken from the environment. */
export const CONNECTION =
  'Set PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE first, for the direct address and not the pooled one. A URL on the command line can be read by every user of that machine.';

/** How many rows carry the bad generation, by each query that the service names for it. */
export function countGeneration({ generations }: Subject): readonly string[] {
  return Object.entries(generations).map(
    ([name, sql]) =>
      `# BAD_GENERATION is the one to count, ${name}:\n${psqlWith(sql.replaceAll('$1', ":'generation'"), { generation: 'BAD_GENERATION' })}`,
  );
}

/** Gives up instead of queueing every reader behind it. */
export const SHORT_LOCKS = `export PGOPTIONS=${quote('-c lock_timeout=5s -c statement_timeout=60s')}`;
