import { SwitchbackError } from '#domain/errors.ts';

/**
 * The origin of a Sentry installation: `https://us.sentry.io`, `https://de.sentry.io`, or a self-hosted one. A trailing slash is
 * tolerated. A path, a query or credentials are refused, because dropping them in silence would ask another server than the one meant.
 *
 * @throws SwitchbackError `config_invalid`
 */
export function originOf(baseUrl: string): string {
  const url = URL.parse(baseUrl);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '') {
    throw refusal('is not an http or https URL without credentials');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') throw refusal('carries more than an origin');
  return url.origin;
}

function refusal(found: string): SwitchbackError {
  return new SwitchbackError(
    'config_invalid',
    `The Sentry URL ${found}, so Sentry was not asked anything. Give the origin alone, such as https://us.sentry.io or https://de.sentry.io.`,
  );
}
