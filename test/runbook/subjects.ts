import { branchesOf, handsOf } from '#src/bot/vendors-of.ts';
import type { ServiceConfig } from '#src/config/config.ts';
import type { Subject } from '#src/providers/by-hand.ts';
import type { VendorSettings } from '#src/providers/vendors.ts';
import type { Instruction } from '#src/runbook/instruction.ts';
import { toolCommands } from '#src/schema/by-hand/tool-commands.ts';
import { manualFor } from '#src/runbook/manual.ts';
import { CONTRACT, DUAL_READ } from '#test/support/walk.ts';

/** An incident of a service, with what its vendors' sections were read as. */
export interface Given extends Pick<ServiceConfig, 'vendors' | 'components'> {
  readonly subject: Subject;
  /** The migration tool, where it is known. */
  readonly tool?: string | null;
}

export function instruct(key: string, { subject, tool = null, ...service }: Given): Instruction {
  return manualFor(key, subject, { hands: handsOf(service), tool: toolCommands(tool) });
}

/** The same incident, of which something else is known. */
export function knowing(given: Given, { tool, ...subject }: Partial<Subject> & Pick<Given, 'tool'>): Given {
  return { ...given, tool: tool ?? given.tool ?? null, subject: { ...given.subject, ...subject } };
}

const VERCEL = {
  token: 'hunter2',
  apiUrl: 'https://api.vercel.com',
  team: 'team_acme',
  project: 'prj_invoices',
  deploymentUrl: 'https://{url}',
  protectionBypass: 'hunter2',
};
const SENTRY = {
  token: 'hunter2',
  url: 'https://us.sentry.io',
  organization: 'acme',
  project: 'invoices',
  environment: 'production',
  dsn: 'https://hunter2@sentry.example/1',
  route: null,
};

export function onVercel(own: Partial<typeof VERCEL> | { team: null }): Given {
  return { ...INVOICES, vendors: { ...INVOICES.vendors, vercel: { ...VERCEL, ...own } } };
}

const SUBJECT: Subject = {
  service: 'invoices',
  environment: 'production',
  productionUrl: 'https://invoices.example.com',
  identityPath: '/api/deployment',
  readinessPath: '/health/ready',
  target: DUAL_READ,
  live: CONTRACT,
  code: { repository: '/srv/invoices', migrations: 'drizzle' },
  branches: { main: 'main', production: 'production' },
  generations: {},
  move: null,
  stuck: null,
};

export const INVOICES: Given = {
  subject: SUBJECT,
  vendors: {
    vercel: VERCEL,
    sentry: SENTRY,
    github: { token: null, pullRequests: false, apiUrl: 'https://api.github.com', repository: 'acme/invoices', main: 'main' },
  },
  components: {},
};

/** Everything that may be unknown is unknown, and no vendor is configured. */
export const BARE: Given = {
  subject: {
    ...SUBJECT,
    identityPath: null,
    readinessPath: null,
    target: null,
    live: null,
    code: { repository: null, migrations: 'migrations' },
  },
  vendors: {},
  components: {},
};

/** An API with a read-only mode and a worker without. */
export const KUBERNETES = {
  namespace: 'prod',
  deployments: ['spade-api', 'spade-worker'],
  readOnly: { env: 'READ_ONLY_MODE', on: ['spade-api'] },
  scaleToZero: ['spade-worker'],
};

const DATABASES: VendorSettings = {
  cloudSql: { project: 'acme-production', instance: 'prod-db' },
  dumps: { folder: 's3://acme-backups/ledger' },
  neon: { project: 'quiet-river-1', branch: 'br-main-1' },
  rds: { instance: 'prod-db', region: 'eu-central-1' },
  supabase: { project: 'abcdefgh' },
};
const RECORD = {
  zone: 'z1',
  record: 'api.spectral.example',
  colors: { blue: 'blue.spectral.example', green: 'green.spectral.example' },
  holdMs: 86_400_000,
};

/** Every vendor that has commands at all, some in components of their own. */
const WHOLE: Omit<Given, 'subject'> = {
  vendors: {
    ...INVOICES.vendors,
    ...DATABASES,
    pagerduty: { keyEnv: 'PAGERDUTY_KEY' },
    github: {
      token: null,
      pullRequests: false,
      apiUrl: 'https://api.github.com',
      repository: 'acme/invoices',
      main: 'trunk',
      production: 'production',
      deploy: 'deploy-prod.yml',
      drain: 'legacy-drain.yml',
      tags: 'v*',
    },
  },
  components: {
    api: { platform: { vendor: 'kubernetes', title: 'Kubernetes' }, vendors: { kubernetes: KUBERNETES } },
    jobs: { platform: { vendor: 'kubernetes', title: 'Kubernetes' }, vendors: { kubernetes: { ...KUBERNETES, readOnly: null } } },
    docs: {
      platform: { vendor: 'cloudflare', title: 'Cloudflare' },
      vendors: { cloudflare: { account: null, dns: null, pages: { project: 'docs' } } },
    },
    edge: {
      platform: { vendor: 'cloudflare', title: 'Cloudflare' },
      vendors: { cloudflare: { account: 'a1', dns: RECORD, pages: null } },
    },
    mail: { platform: { vendor: 'render', title: 'Render' }, vendors: { render: { service: 'srv-mail' } } },
  },
};

export const EVERYTHING: Given = { ...WHOLE, subject: { ...SUBJECT, branches: branchesOf(WHOLE) } };

/** Each of these would write a file named `canary` if a shell ever acted on it. */
const HOSTILE = `'; : > canary; '$(: > canary)\`: > canary\`"; : > canary; "\n: > canary\n`;

/** Whatever other people may write, they write this. */
export const ATTACKED: Given = {
  subject: {
    ...SUBJECT,
    service: HOSTILE,
    identityPath: `/api${HOSTILE}`,
    readinessPath: `/ready${HOSTILE}`,
    target: { ...DUAL_READ, id: HOSTILE, url: `https://dualread.example/${HOSTILE}`, commit: HOSTILE, message: HOSTILE, author: HOSTILE },
    live: { ...CONTRACT, id: HOSTILE, url: `https://contract.example/${HOSTILE}`, commit: HOSTILE, message: HOSTILE, author: HOSTILE },
    code: { repository: HOSTILE, migrations: HOSTILE },
    branches: { main: HOSTILE, production: HOSTILE },
  },
  vendors: {
    ...EVERYTHING.vendors,
    vercel: { ...VERCEL, project: HOSTILE, team: HOSTILE },
    sentry: { ...SENTRY, organization: HOSTILE, project: HOSTILE, environment: HOSTILE },
  },
  components: EVERYTHING.components,
};
