import { SwitchbackError } from '#domain/errors.ts';
import type { Sources } from '#src/evidence/facts/question.ts';
import type { SchemaSource } from '#src/evidence/schema/schema-source.ts';
import type { CodeHost } from '#src/providers/code-host.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import type { Activity, Database } from '#src/providers/database.ts';
import type { Errors } from '#src/providers/errors.ts';
import { only } from '#test/support/only.ts';
import { FROM, reported, SAFE } from '#test/support/schema-reports.ts';
import { GOOD, page } from '#test/support/scripted-deploys.ts';
import { evenly, scriptedErrors } from '#test/support/scripted-errors.ts';
import { BAD, DEPLOYED, NOW, PRODUCTION } from '#test/support/shop.ts';

export const HOUR = 3_600_000;
export const OLDER = { ...GOOD, id: 'dpl_older', commit: '0000000000000000000000000000000000000001' };
const route = 'POST /api/checkout';
export const CULPRIT = {
  shortId: 'SHOP-7',
  title: 'column "total" does not exist',
  permalink: 'https://sentry.example/issues/SHOP-7/',
  route,
};

/** Nobody does anything. */
export const QUIET: Activity = { kind: 'activity', at: NOW, seesStatements: true, sessions: [] };

type Members = {
  readonly deploys?: Partial<Deploys>;
  readonly errors?: Partial<Errors>;
  readonly schema?: SchemaSource | null;
  readonly database?: Pick<Database, 'activity'>;
  readonly codeHost?: CodeHost | null;
};

/** A bad deploy with an old one to go back to; a new error since it; the old code runs on the schema. */
export function sources({ deploys, errors, schema, database, codeHost = null }: Members = {}): Sources & { readonly errors: Errors } {
  const tracker = scriptedErrors({
    now: () => NOW,
    events: [
      ...evenly(1, { start: DEPLOYED - 2 * HOUR, end: NOW }, { shortId: 'SHOP-1', release: GOOD.commit ?? '' }),
      ...evenly(20, { start: DEPLOYED + 20_000, end: NOW }, { shortId: 'SHOP-7', release: BAD.commit ?? '' }),
    ],
    requests: evenly(60, { start: DEPLOYED - 2 * HOUR, end: NOW }, { route }),
    titles: { 'SHOP-7': 'column "total" does not exist' },
    culprits: { 'SHOP-7': route },
    heartbeats: {},
  });
  return {
    deploys: only<Deploys>('deploys', {
      source: 'vercel',
      newest: async () => null,
      production: async () => PRODUCTION,
      targets: async () => [GOOD, OLDER],
      preview: async () => ['shop.example', 'www.shop.example'],
      visit: async () => page(200),
      ...deploys,
    }),
    errors: { ...tracker, ...errors },
    schema: schema === undefined ? reported({ [FROM]: SAFE }) : schema,
    codeHost,
    database: only<Database>('database', database ?? { activity: async () => QUIET }),
  };
}

export const down = (vendor: string) => async (): Promise<never> => {
  throw new SwitchbackError('provider_unavailable', `${vendor} answered 502. Ask again.`);
};
export const NO_VERCEL = {
  newest: down('Vercel'),
  production: down('Vercel'),
  targets: down('Vercel'),
  preview: down('Vercel'),
  visit: async () => ({ kind: 'failed', why: 'the connection was refused', durationMs: 1 }) as const,
};
export const NO_SENTRY = {
  counts: down('Sentry'),
  traffic: down('Sentry'),
  issues: down('Sentry'),
  releases: down('Sentry'),
};
export const NO_GIT: SchemaSource = { ask: down('git'), kept: down('git') };
export const NO_DATABASE = { activity: async () => ({ kind: 'unreachable', why: 'The database could not be connected to.' }) as const };
