import { serve } from '../server/serve.ts';

serve({
  amounts: 'subtotal, tax',
  revenue: 'sum(subtotal + tax)',
  columns: [{ title: 'Total', cell: ({ subtotal, tax }) => (Number(subtotal) + Number(tax)).toFixed(2) }],
  alsoIn: 'USD',
});
