import { apiError, type Reply } from './api-error.ts';
import type { Route } from './route.ts';
import type { Settings } from './state.ts';

/** Why Vercel would not even look: no token, a wrong one, another scope, or a query that the route does not know. */
export function requestRefusal(settings: Settings, route: Route, authorization: string | undefined, query: URLSearchParams): Reply | null {
  if (authorization === undefined) return apiError(401, 'unauthorized', 'The request is missing an authentication token.');
  if (authorization !== `Bearer ${settings.token}`) return apiError(403, 'forbidden', 'Not authorized');
  if (query.get('teamId') !== settings.teamId) {
    return apiError(403, 'forbidden', 'Not authorized: the resource belongs to another scope. You might need to pass a `teamId`.');
  }
  const unknown = [...query.keys()].find((key) => key !== 'teamId' && key !== 'slug' && !route.query.includes(key));
  return unknown === undefined
    ? null
    : apiError(400, 'bad_request', `Invalid request: should NOT have additional property \`${unknown}\`.`);
}
