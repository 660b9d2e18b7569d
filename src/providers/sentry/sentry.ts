import { dsn } from '#src/section/dsn.ts';
import { vendor } from '../vendor.ts';
import { byHand } from './by-hand.ts';
import { createSentry } from './create-sentry.ts';
import { SentryAccount, SentrySection } from './section.ts';
import type { SentrySettings } from './settings.ts';

export const sentry = vendor({
  title: 'Sentry',
  about: 'Where its errors and traffic are counted in Sentry. Without it recovery cannot be proved: a person accepts it with a reason.',
  under: 'service',
  platform: 'no',
  account: SentryAccount,
  section: SentrySection,
  variables: {
    SENTRY_TOKEN: {
      source:
        'create an internal integration under Settings > Custom Integrations with org:read, event:read, project:read and project:releases',
      objection: readsErrors,
    },
  },
  secrets: { dsnEnv: dsn },
  settle: ({ account, section, variables, secrets }): SentrySettings => ({
    token: variables['SENTRY_TOKEN'] ?? '',
    url: account.url,
    organization: account.organization,
    project: section.project,
    environment: section.environment,
    dsn: secrets['dsnEnv'] ?? '',
    route: section.route ?? null,
  }),
  verbs: ({ token, url, organization, project, environment, dsn }, { now }) => ({
    errors: createSentry({ token, baseUrl: url, organization, project, environment, dsn, now }),
  }),
  byHand,
});

function readsErrors(token: string): string | null {
  return token.startsWith('sntrys_') ? 'must not be an organization token (sntrys_), which cannot read errors' : null;
}
