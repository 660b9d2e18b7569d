import { openClient } from '#sandbox/postgres/open-client.ts';

/** How many invoices `seed` writes; their ids are 1 to this. */
export const INVOICE_COUNT = 200;

// The newest 60 are unpaid. Every fifth came from an older system, without a billing address.
const INVOICES = `
  insert into invoices (number, customer, billing_address, issued_on, paid_at, total)
  select
    'INV-' || lpad(n::text, 4, '0'),
    customers[1 + n % 8],
    case when n % 5 = 0 then null else n || ' Harbour Street' || chr(10) || 'Rotterdam' end,
    date '2026-11-20' - (${INVOICE_COUNT} - n),
    case when n <= ${INVOICE_COUNT - 60} then timestamptz '2026-11-20 09:00+00' - (${INVOICE_COUNT} - n - 14) * interval '1 day' end,
    round((40 + n * 37 % 900) * 1.2, 2)
  from generate_series(1, ${INVOICE_COUNT}) as n,
    (values (array['Acorn & Sons', 'Birchwood Ltd', 'Cobalt Labs', 'Delta Freight',
      'Elm Street Bakery', 'Fjord Design', 'Granite Works', 'Hollow Pine'])) as c(customers)
`;

/** Writes the demo invoices. Needs a database on `0000_init`, so that the later migrations have rows to move. */
export async function seed(url: string): Promise<void> {
  const client = await openClient({ connectionString: url });
  try {
    await client.query(INVOICES);
  } finally {
    await client.end();
  }
}
