import { serve } from '../server/serve.ts';

// Between expand and contract: rows that are not backfilled yet have only a total.
serve({
  amounts: 'coalesce(subtotal, total) as subtotal, coalesce(tax, 0) as tax',
  revenue: 'sum(coalesce(subtotal + tax, total))',
  columns: [],
});
