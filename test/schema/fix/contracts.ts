import type { Contract } from '#src/schema/contract/contract.ts';

/** A contract of code that names the columns of `public.invoices`, and whether it writes them. */
export function invoicesContract(columns: Readonly<Record<string, boolean | 'unknown'>>): Contract {
  return {
    source: 'drizzle snapshot',
    files: ['migrations/meta/0002_snapshot.json'],
    tables: [
      {
        schema: null,
        name: 'invoices',
        columns: Object.entries(columns).map(([name, written]) => ({ name, written })),
        everyColumn: 'no',
      },
    ],
    enums: [],
    statements: [],
    gaps: [],
  };
}
