import { serve } from '../server/serve.ts';

serve({
  amounts: 'subtotal, tax',
  revenue: 'sum(subtotal + tax)',
  columns: [],
});
