import { SwitchbackError } from '#domain/errors.ts';
import type { Errors } from './errors.ts';

/** Stands where errors are counted nowhere: whatever is asked of it fails with what was therefore not done. */
export function withoutErrors(service: string): Errors {
  const refuse = (therefore: string) => (): Promise<never> =>
    Promise.reject(new SwitchbackError('config_invalid', `No error tracker is configured for ${service}, so ${therefore}.`));
  const counting = refuse('its error rate was not read: a person says whether it is back to normal, with a reason');
  return {
    source: 'config',
    counts: counting,
    traffic: counting,
    rejected: counting,
    releases: counting,
    issues: refuse('its errors were not read'),
    sendHeartbeat: refuse('no test event was sent'),
    heartbeat: refuse('no test event was looked for'),
    mark: refuse('no release was marked'),
  };
}
