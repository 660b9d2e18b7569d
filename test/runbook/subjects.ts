import type { Subject } from '#src/runbook/manual.ts';
import { CONTRACT, DUAL_READ } from '#test/support/walk.ts';

export const INVOICES: Subject = {
  service: 'invoices',
  environment: 'production',
  productionUrl: 'https://invoices.example.com',
  identityPath: '/api/deployment',
  vercel: { project: 'prj_invoices', team: 'team_acme', apiUrl: 'https://api.vercel.com' },
  target: DUAL_READ,
  live: CONTRACT,
  sentry: { url: 'https://us.sentry.io', organization: 'acme', project: 'invoices', environment: 'production' },
  code: { repository: '/srv/invoices', migrations: 'drizzle' },
  move: null,
  stuck: null,
};

/** Everything that may be unknown is unknown. */
export const BARE: Subject = {
  ...INVOICES,
  identityPath: null,
  vercel: { ...INVOICES.vercel, team: null },
  target: null,
  live: null,
  code: { repository: null, migrations: 'migrations' },
};

/** Each of these would write a file named `canary` if a shell ever acted on it. */
const HOSTILE = `'; : > canary; '$(: > canary)\`: > canary\`"; : > canary; "\n: > canary\n`;

/** Whatever other people may write, they write this. */
export const ATTACKED: Subject = {
  service: HOSTILE,
  environment: 'production',
  productionUrl: 'https://invoices.example.com',
  identityPath: `/api${HOSTILE}`,
  vercel: { project: HOSTILE, team: HOSTILE, apiUrl: 'https://api.vercel.com' },
  target: { ...DUAL_READ, id: HOSTILE, url: `https://dualread.example/${HOSTILE}`, commit: HOSTILE, message: HOSTILE, author: HOSTILE },
  live: { ...CONTRACT, id: HOSTILE, url: `https://contract.example/${HOSTILE}`, commit: HOSTILE, message: HOSTILE, author: HOSTILE },
  sentry: { url: 'https://us.sentry.io', organization: HOSTILE, project: HOSTILE, environment: HOSTILE },
  code: { repository: HOSTILE, migrations: HOSTILE },
  move: null,
  stuck: null,
};
