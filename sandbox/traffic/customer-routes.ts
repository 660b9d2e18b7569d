import type { TrafficRoute } from './start-traffic.ts';

/** What customers of the demo app ask for. One invoice in five cannot be printed, so about 1 request in 100 fails on any day. */
export const CUSTOMER_ROUTES: readonly TrafficRoute[] = [
  { path: '/invoices', weight: 50 },
  { path: '/invoices?page=8', weight: 5 },
  { path: '/invoices/:id', weight: 15 },
  { path: '/invoices/:id/pdf', weight: 5 },
  { path: '/reports', weight: 20 },
  { path: '/', weight: 5 },
];
