import { SwitchbackError } from '#domain/errors.ts';
import { orAbsent } from '#src/http/or-absent.ts';
import type { Window } from '../errors.ts';
import { issuesCall } from './issues.ts';
import { notFound } from './read.ts';
import type { Call } from './request.ts';
import type { Scope } from './scope.ts';

/** An older self-hosted Sentry answers for counts over time as for an organization that it does not have; its issues tell the two apart. */
export async function whyNotFound(scope: Scope, call: Call, window: Window, signal: AbortSignal): Promise<SwitchbackError> {
  try {
    const found = await orAbsent(scope.request(issuesCall(scope, window, null), signal));
    if (found === null) return notFound(call);
  } catch (error) {
    if (!(error instanceof SwitchbackError)) throw error;
    return new SwitchbackError(
      'provider_not_found',
      `Sentry has nothing at ${call.method} ${call.path}, so nothing was counted. Either the organization is misspelt, or this server is too old and lacks events-timeseries: then update self-hosted Sentry.`,
    );
  }
  return new SwitchbackError(
    'provider_not_found',
    'This Sentry server knows the organization but lacks the endpoint events-timeseries, so errors and traffic cannot be counted. It is too old: update self-hosted Sentry to a release that has that endpoint.',
  );
}
