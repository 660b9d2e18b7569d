import { serve } from '../server/serve.ts';

serve({
  amounts: 'subtotal, tax, due_on::text',
  revenue: 'sum(subtotal + tax)',
  columns: [{ title: 'Due', cell: (invoice) => (invoice.due_on as string).replaceAll('-', '/') }],
});
