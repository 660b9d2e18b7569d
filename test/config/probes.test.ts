import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load-config.ts';
import { refused } from './refused.ts';
import { ENV, YAML } from './settings.ts';
import { writeConfig } from './write-config.ts';

test('a probe may say what its answer must have and must not have', () => {
  const probes = 'probes: [/invoices, { path: /health, must: [\'"database":"ok"\'] }, { path: /, mustNot: [read-only] }]';
  const file = writeConfig(YAML.replace('app: {', `app: { ${probes},`));
  expect(loadConfig({ file, env: ENV }).services[0]?.app.probes).toEqual([
    { path: '/invoices', must: [], mustNot: [] },
    { path: '/health', must: ['"database":"ok"'], mustNot: [] },
    { path: '/', must: [], mustNot: ['read-only'] },
  ]);
});

test('a probe is a path, or a path with what is asked of its answer', () => {
  const file = writeConfig(`sentry: { organization: acme }
roles: { responders: { users: [U01] }, approvers: { users: [U02] } }
services:
  billing:
    app:
      url: https://billing.example.com
      probes:
        - invoices
        - { path: /reports, must: ok, mustnot: [read-only] }
        - [/]
    vercel: { project: billing }
    sentry: { project: billing, environment: production, dsnEnv: BILLING_DSN }
`);
  expect(refused({ file, env: { ...ENV, BILLING_DSN: 'https://key@o1.ingest.us.sentry.io/1' } })).toEqual([
    'services.billing.app.probes[0] must be a path that begins with a slash, found "invoices" (switchback.yml:8)',
    'services.billing.app.probes[1].must must be a list, found "ok" (switchback.yml:9)',
    'services.billing.app.probes[1].mustnot is not a setting; did you mean mustNot? (switchback.yml:9)',
    'services.billing.app.probes[2] must be text, found a list (switchback.yml:10)',
  ]);
});
