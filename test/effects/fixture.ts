import type { Authorise } from '#domain/authority.ts';
import type { ConfirmedMove } from '#domain/plan.ts';
import type { ServiceConfig } from '#src/config/config.ts';
import type { EffectParts } from '#src/effects/parts.ts';
import type { Outcome, PerformContext, Performer } from '#src/engine/performer.ts';
import type { SchemaSource } from '#src/evidence/schema/schema-source.ts';
import type { Code } from '#src/providers/code.ts';
import type { CodeHost } from '#src/providers/code-host.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import type { Database } from '#src/providers/database.ts';
import type { Errors } from '#src/providers/errors.ts';
import type { Effect } from '#src/store/effects.ts';
import { only } from '#test/support/only.ts';
import { GOOD } from '#test/support/scripted-deploys.ts';
import { BAD, NOW } from '#test/support/shop.ts';

const nobody = { users: [], groups: [] };

export const SHOP: ServiceConfig = {
  name: 'shop',
  description: null,
  environment: 'production',
  channel: 'C_SHOP',
  roles: { responders: nobody, approvers: nobody, databaseOwners: nobody },
  runbook: 're-point',
  app: { url: 'https://shop.example', identity: '/version', readiness: null, probes: [{ path: '/', must: [], mustNot: [] }] },
  platform: { vendor: 'vercel', title: 'Vercel' },
  vendors: {
    vercel: {
      token: 'secret',
      apiUrl: 'https://vercel.example',
      team: null,
      project: 'prj_shop',
      deploymentUrl: 'https://{url}',
      protectionBypass: null,
    },
    sentry: {
      token: 'secret',
      url: 'https://sentry.example',
      organization: 'acme',
      project: 'shop',
      environment: 'production',
      dsn: 'https://key@sentry.example/1',
      route: null,
    },
  },
  components: {},
  code: { repository: null, migrations: 'migrations', fetch: true, proposals: true },
  database: null,
  generations: {},
  drillsAllowed: false,
  verification: {
    bucketMs: 15_000,
    graceMs: 60_000,
    minimumMs: 60_000,
    pollMs: 15_000,
    deadlineMs: 1_800_000,
    baselineMs: 7_200_000,
    afterCloseMs: 1_800_000,
  },
  factTimeoutMs: 2_000,
};

/** Short enough that a test waits for it. */
export const IMPATIENT: ServiceConfig = { ...SHOP, factTimeoutMs: 20, verification: { ...SHOP.verification, pollMs: 15 } };

export const MOVE: ConfirmedMove = {
  purpose: 'recovery',
  gesture: 'rollback',
  target: GOOD,
  expectedLive: BAD,
  reason: 'app bug, incident INC-1',
  confirmedBy: 'U_ADA',
  approvedBy: null,
  confirmedAt: NOW,
  acceptedAt: null,
  movedAt: null,
};

interface Declared {
  readonly config?: ServiceConfig;
  readonly deploys?: Partial<Deploys> | null;
  readonly errors?: Partial<Errors> | null;
  readonly code?: Code | null;
  readonly codeHost?: CodeHost | null;
  readonly schema?: SchemaSource | null;
  readonly database?: Database | null;
  readonly authorise?: Authorise;
}

/** The shop, of which only what the test declares answers. */
export function shop({
  config = SHOP,
  deploys = {},
  errors = {},
  code = null,
  codeHost = null,
  schema = null,
  database = null,
  authorise,
}: Declared): EffectParts {
  return {
    service: () => ({
      config,
      deploys: deploys === null ? null : only<Deploys>('deploys', { source: 'vercel', requestIdHeader: 'x-vercel-id', ...deploys }),
      errors: errors === null ? null : only<Errors>('errors', { source: 'sentry', ...errors }),
      code,
      codeHost,
      schema,
      database,
    }),
    authorise:
      authorise ??
      (() => {
        throw new Error('The test does not declare authorise.');
      }),
  };
}

export function effect<Input>(input: Input): Effect<Input> {
  return {
    id: 'INC-1:4:0',
    incident: 'INC-1',
    kind: 'tested',
    resource: null,
    input,
    state: 'started',
    attempt: 1,
    looks: 0,
    epoch: 1,
    createdAt: NOW,
    startedAt: NOW,
    finishedAt: null,
    result: null,
    why: null,
  };
}

export const CONTEXT: PerformContext = {
  signal: new AbortController().signal,
  beforeSend: () => undefined,
  attempt: 1,
  now: () => NOW,
};

export function perform<Input>(performer: Performer<Input>, input: Input, context: Partial<PerformContext> = {}): Promise<Outcome> {
  return performer.perform(effect(input), { ...CONTEXT, ...context });
}
