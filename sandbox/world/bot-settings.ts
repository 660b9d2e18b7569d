import { stringify } from 'yaml';
import { CHANNEL, PEOPLE } from './people.ts';

export interface Addresses {
  readonly slackApiUrl: string;
  readonly vercel: { readonly apiUrl: string; readonly deploymentUrl: string; readonly projectId: string; readonly teamId: string | null };
  readonly sentry: { readonly apiUrl: string; readonly organization: string; readonly project: string };
  readonly productionUrl: string;
  readonly repository: string;
  readonly drillsAllowed: boolean;
  /** Whether the environment has the address of a role that reads the database. */
  readonly readsDatabase: boolean;
}

export const DATABASE_URL_ENV = 'INVOICES_DATABASE_URL';

/** The bot's own `switchback.yml` in the sandbox: the real file format, with the cadence of a world that lives in seconds. */
export function botSettings({ slackApiUrl, vercel, sentry, productionUrl, repository, drillsAllowed, readsDatabase }: Addresses): string {
  return stringify({
    slack: { apiUrl: slackApiUrl },
    vercel: { apiUrl: vercel.apiUrl, ...(vercel.teamId === null ? {} : { team: vercel.teamId }) },
    sentry: { url: sentry.apiUrl, organization: sentry.organization },
    roles: {
      responders: { users: [PEOPLE.ada.id] },
      approvers: { users: [PEOPLE.ben.id] },
      databaseOwners: { users: [PEOPLE.dot.id] },
    },
    services: {
      invoices: {
        description: 'The demo invoices app',
        channel: CHANNEL.id,
        app: { url: productionUrl, identity: '/api/deployment', probes: ['/', '/invoices', '/reports'] },
        vercel: { project: vercel.projectId, deploymentUrl: vercel.deploymentUrl },
        sentry: { project: sentry.project, environment: 'production', dsnEnv: 'INVOICES_SENTRY_DSN' },
        code: { repository, migrations: 'migrations' },
        ...(readsDatabase ? { database: { urlEnv: DATABASE_URL_ENV } } : {}),
        drills: { allowed: drillsAllowed },
        verification: VERIFICATION,
        // A slow machine is not a provider that hangs.
        timeouts: { fact: '10s' },
      },
    },
  });
}

/** Seconds instead of minutes. The chances of a wrong verdict are the product's own; only the widths differ. */
const VERIFICATION = { bucket: '1s', grace: '1s', minimum: '3s', poll: '1s', deadline: '90s', baseline: '15s' };

/** How much healthy time the proof of recovery compares with. */
export const BASELINE_MS = 15_000;
