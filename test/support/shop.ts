import type { Deployment, Production } from '#domain/deployment.ts';
import { GOOD } from './scripted-deploys.ts';

const MINUTE = 60_000;

/** The bad deploy went live at this moment. */
export const DEPLOYED = Date.UTC(2026, 10, 20, 13, 50);
export const NOW = DEPLOYED + 10 * MINUTE;

export const BAD: Deployment = {
  id: 'dpl_bad',
  url: 'https://shop-bad.vercel.example',
  commit: 'bad0000000000000000000000000000000000bad',
  message: 'invoices: drop total',
  author: 'ben',
  createdAt: DEPLOYED,
  liveAt: DEPLOYED + MINUTE,
  served: true,
};

/** Two domains, and both serve the bad deploy. */
export const PRODUCTION: Production = {
  domains: [
    { domain: 'shop.example', deploymentId: 'dpl_bad' },
    { domain: 'www.shop.example', deploymentId: 'dpl_bad' },
  ],
  current: BAD,
  autoAssignment: 'on',
  rollingRelease: null,
  lastMove: null,
};

export const WENT_BACK: Production = {
  ...PRODUCTION,
  domains: PRODUCTION.domains.map(({ domain }) => ({ domain, deploymentId: 'dpl_good' })),
  current: GOOD,
  autoAssignment: 'off',
};
