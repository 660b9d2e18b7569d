import { serve } from '../server/serve.ts';

serve({
  amounts: 'subtotal, tax',
  revenue: 'sum(subtotal + tax)',
  columns: [{ title: 'Paid on', cell: (invoice) => (invoice.paid_at as Date).toISOString().slice(0, 10) }],
});
