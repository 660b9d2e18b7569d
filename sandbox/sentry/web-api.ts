import { NOT_FOUND, refuse, undeclared, type Answer } from './answer.ts';
import { match, ROUTES, strayParameter } from './routes.ts';
import type { State } from './state.ts';

export interface WebApiRequest {
  readonly method: string;
  /** Below `/api/0`, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: Buffer;
}

export function webApi(state: State, request: WebApiRequest): Answer {
  if (request.authorization === undefined) return refuse(401, 'Authentication credentials were not provided.');
  if (state.switches.tokenRefused || request.authorization !== `Bearer ${state.identity.token}`) return refuse(401, 'Invalid token');
  for (const route of ROUTES) {
    const params = match(route, request.method, request.path);
    if (params === null) continue;
    if (!route.scopes.some((scope) => state.switches.scopes.includes(scope))) {
      return refuse(403, 'You do not have permission to perform this action.');
    }
    if (params['organization'] !== state.identity.organization) return NOT_FOUND;
    const stray = strayParameter(route, request.query);
    if (stray !== null) return stray;
    const body = request.body.length === 0 ? null : jsonOf(request.body);
    if (body === undefined) return refuse(400, 'JSON parse error');
    return route.handle(state, { params, query: request.query, body });
  }
  return undeclared(`${request.method} /api/0${request.path}`);
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
