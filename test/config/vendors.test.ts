import { describe, expect, test } from 'vitest';
import { loadConfig } from '#src/config/load-config.ts';
import { ALL_VENDORS } from '#src/providers/vendors.ts';
import { refused } from './refused.ts';
import { writeConfig } from './write-config.ts';

/** What Slack needs, and nothing of a vendor. */
const ENV = { SLACK_BOT_TOKEN: 'xoxb-bot', SLACK_APP_TOKEN: 'xapp-app' };

const TOP = `roles:
  responders: { users: [U0RESPONDER] }
  approvers: { users: [U0APPROVER] }
services:
  shop:
    app: { url: 'https://shop.example.com' }
`;

function service(...lines: readonly string[]): string {
  return writeConfig(TOP + lines.map((line) => `    ${line}\n`).join(''));
}

function load(...lines: readonly string[]) {
  const [shop] = loadConfig({ file: service(...lines), env: ENV }).services;
  return { platform: shop?.platform, vendors: shop?.vendors, components: shop?.components };
}

test('the list is in the order of the alphabet', () => {
  const names = ALL_VENDORS.map(([name]) => name);
  expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other)));
});

describe('a section that is left out', () => {
  test('asks for nothing: a service without any vendor is right', () => {
    expect(load()).toEqual({ platform: null, vendors: {}, components: {} });
  });

  test('asks for the tokens of no other', () => {
    const file = service('vercel: { project: prj_shop }');
    expect(refused({ file, env: ENV })).toEqual([
      'VERCEL_TOKEN is not set; create one under Account Settings > Tokens, for the team that owns the projects',
    ]);
  });

  test('leaves the token of its vendor unread, also a wrong one', () => {
    expect(loadConfig({ file: service(), env: { ...ENV, SENTRY_TOKEN: 'sntrys_organization' } }).services).toHaveLength(1);
  });
});

describe('a section that is there', () => {
  test('asks for everything that it needs at the top of the file and in the environment', () => {
    const file = service('sentry: { project: shop, environment: production, dsnEnv: SHOP_DSN }');
    expect(refused({ file, env: ENV })).toEqual([
      'SENTRY_TOKEN is not set; create an internal integration under Settings > Custom Integrations with org:read, event:read, project:read and project:releases',
      'sentry.organization is not set; find it under Settings > Organization > General Settings',
      'services.shop.sentry.dsnEnv names SHOP_DSN, which is not set in the environment (switchback.yml:7)',
    ]);
  });

  test('with nothing behind it lacks everything', () => {
    expect(refused({ file: service('kubernetes:'), env: ENV })).toEqual([
      'services.shop.kubernetes.deployments is not set; list them with kubectl get deployments (switchback.yml:7)',
    ]);
  });

  test.each([
    {
      given: 'a vendor that is none',
      line: 'kubernets: {}',
      says: 'services.shop.kubernets is not a setting; did you mean kubernetes? (switchback.yml:7)',
    },
    {
      given: 'a key that is none',
      line: 'render: { servce: srv-1 }',
      says: 'services.shop.render.servce is not a setting; did you mean service? (switchback.yml:7)',
    },
    {
      given: 'a value that is none',
      line: 'render: { service: shop }',
      says: 'services.shop.render.service must be the id of a Render service such as srv-d0a1e00, found "shop"; copy it from the address of its page in the dashboard (switchback.yml:7)',
    },
    {
      given: 'a record and a site in one',
      line: 'cloudflare: {}',
      says: 'services.shop.cloudflare must have either dns or pages, found a group of keys (switchback.yml:7)',
    },
    {
      given: 'a key instead of its variable',
      line: "pagerduty: { keyEnv: 'R0123456789ABCDEF0123456789abcdef' }",
      says: 'services.shop.pagerduty.keyEnv must be the name of an environment variable, never the secret itself, found something that may be a secret (33 characters, not shown); create one under Service > Integrations > Events API v2 (switchback.yml:7)',
    },
    {
      given: 'a deployment that is read-only and not there',
      line: 'kubernetes: { deployments: [api], readOnly: { env: READ_ONLY, on: [worker] } }',
      says: 'services.shop.kubernetes must name in readOnly.on and scaleToZero only what deployments names, found a group of keys (switchback.yml:7)',
    },
    {
      given: 'a branch that a shell could take for an option',
      line: 'github: { repository: acme/shop, main: --force }',
      says: 'services.shop.github.main must be the name of a branch such as main, found "--force" (switchback.yml:7)',
    },
  ])('is refused for $given', ({ line, says }) => {
    expect(refused({ file: service(line), env: ENV })).toContain(says);
  });
});

describe('a platform', () => {
  const RENDER = 'render: { service: srv-1 }';
  const KUBERNETES = 'kubernetes: { deployments: [api] }';

  test('is one: two are refused', () => {
    expect(refused({ file: service(KUBERNETES, RENDER), env: ENV })).toEqual([
      'services.shop.render is a second platform beside kubernetes; a service runs on one: name the parts under services.shop.components, each with its own (switchback.yml:8)',
    ]);
  });

  test('is one for each component as well', () => {
    const file = service('components:', `  api: { ${KUBERNETES}, ${RENDER} }`);
    expect(refused({ file, env: ENV })).toEqual([
      'services.shop.components.api.render is a second platform beside kubernetes; a component runs on one: make it two components (switchback.yml:8)',
    ]);
  });

  test('may be another for each component', () => {
    expect(load('components:', `  api: { ${KUBERNETES} }`, `  mail: { ${RENDER} }`).components).toEqual({
      api: {
        platform: { vendor: 'kubernetes', title: 'Kubernetes' },
        vendors: { kubernetes: { namespace: 'default', deployments: ['api'], readOnly: null, scaleToZero: ['api'] } },
      },
      mail: { platform: { vendor: 'render', title: 'Render' }, vendors: { render: { service: 'srv-1' } } },
    });
  });

  test('is the pipeline where nothing else is named', () => {
    expect(load('github: { repository: acme/shop, deploy: deploy.yml }').platform).toEqual({ vendor: 'github', title: 'GitHub' });
  });

  test('is not the pipeline beside another', () => {
    expect(load(RENDER, 'github: { repository: acme/shop, deploy: deploy.yml }').platform).toEqual({ vendor: 'render', title: 'Render' });
  });

  test('is not a repository that deploys nothing', () => {
    expect(load('github: { repository: acme/shop }').platform).toBe(null);
  });

  test('is never a database, an error tracker or a pager', () => {
    const file = service('components:', '  data: { neon: { project: p, branch: b } }');
    expect(refused({ file, env: ENV })).toEqual([
      'services.shop.components.data.neon is not a setting; the keys here are cloudflare, github, kubernetes, render, vercel (switchback.yml:8)',
    ]);
  });
});

test('the sections of a database stand below it', () => {
  expect(load('database:', '  neon: { project: quiet-river, branch: br-main }', '  dumps: { folder: /var/backups }').vendors).toEqual({
    dumps: { folder: '/var/backups' },
    neon: { project: 'quiet-river', branch: 'br-main' },
  });
});

test('what writes is no query of a generation', () => {
  const file = service('generations:', '  pending: delete from outbox', '  all: select 1; drop table outbox');
  expect(refused({ file, env: ENV })).toEqual([
    'services.shop.generations.pending must be one query that only reads: it begins with select or with, found "delete from outbox" (switchback.yml:8)',
    'services.shop.generations.all must be one query, without a semicolon inside, found "select 1; drop table outbox" (switchback.yml:9)',
  ]);
});

test('a runbook is one of those that there are', () => {
  expect(refused({ file: service('runbook: blue-gren'), env: ENV })).toEqual([
    'services.shop.runbook must be one of re-point, blue-green, fast-forward, managed-database, rollback-script, found "blue-gren" (switchback.yml:7)',
  ]);
});
