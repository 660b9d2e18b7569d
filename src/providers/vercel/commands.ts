import type { Deployment } from '#domain/deployment.ts';
import { quote, quoteAround } from '#src/shell/quote.ts';
import type { Subject } from '../by-hand.ts';
import type { VercelSettings } from './settings.ts';

/** What a command names; of secrets nothing. */
export type Own = Pick<VercelSettings, 'apiUrl' | 'team' | 'project'>;

type Verb = 'ls' | 'inspect' | 'rollback' | 'promote';

/** Vercel's own command-line tool. It talks to Vercel itself and nothing else, so there is none for another address. */
export function vercelCli({ apiUrl, team }: Own, verb: Verb, argument: string, ...options: readonly string[]): readonly string[] {
  if (new URL(apiUrl).hostname !== 'api.vercel.com') return [];
  const scope = team === null ? [] : ['--scope', quote(team)];
  return [['vercel', verb, quote(argument), ...options, ...scope].join(' ')];
}

/** `path` may hold `$VARIABLES`; `findProjectId` sets `$PROJECT_ID`. */
export function vercelApi({ apiUrl, team }: Own, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): string {
  const query = team === null ? '' : `${team.startsWith('team_') ? 'teamId' : 'slug'}=${encodeURIComponent(team)}`;
  const url = `${apiUrl.replace(/\/+$/, '')}${path}${query === '' ? '' : `${path.includes('?') ? '&' : '?'}${query}`}`;
  const sent = body === undefined ? [] : ['-H', quote('content-type: application/json'), '-d', quote(JSON.stringify(body))];
  const words = ['-X', method, '-H', '"Authorization: Bearer $VERCEL_TOKEN"', ...sent, quoteAround(url)];
  return `curl -sS --fail-with-body ${words.join(' ')}`;
}

export function projectPath({ project }: Own, rest = ''): string {
  return `/v9/projects/${encodeURIComponent(project)}${rest}`;
}

export function findProjectId(own: Own): string {
  return `PROJECT_ID=$(${vercelApi(own, 'GET', projectPath(own))} | jq -r .id)`;
}

export const ONE_WAY =
  'Use either the tool or the two lines of the API, not both. Send it once and read production before you send it again.';

/** One request by hand, by the tool or by the API. Never both: a second promote of what is live is refused, a second rollback is not. */
export function moveByHand(own: Own, gesture: 'rollback' | 'promote', to: Deployment | null): readonly string[] {
  if (to === null) return [];
  const version = gesture === 'rollback' ? 'v1' : 'v10';
  const path = `/${version}/projects/$PROJECT_ID/${gesture}/${encodeURIComponent(to.id)}`;
  return [...vercelCli(own, gesture, to.url), findProjectId(own), vercelApi(own, 'POST', path, {})];
}

/** To the build that was verified, which the bot does not know. */
export function promoteByHand(own: Own): readonly string[] {
  const scope = own.team === null ? '' : ` --scope ${quote(own.team)}`;
  const cli = vercelCli(own, 'promote', 'x').map(() => `vercel promote "$NEW_DEPLOYMENT_URL"${scope}`);
  return [...cli, findProjectId(own), vercelApi(own, 'POST', '/v10/projects/$PROJECT_ID/promote/$NEW_DEPLOYMENT', {})];
}

/** The project's own record of the newest move, and the alias of the production domain. */
export function readProduction(own: Own, { productionUrl }: Subject): readonly string[] {
  const host = new URL(productionUrl).host;
  return [
    ...vercelCli(own, 'inspect', host),
    `${vercelApi(own, 'GET', projectPath(own, '?rollbackInfo=true'))} | jq ${quote('{autoAssignCustomDomains, lastAliasRequest, production: .targets.production.id}')}`,
    `${vercelApi(own, 'GET', `/v4/aliases/${encodeURIComponent(host)}`)} | jq ${quote('{alias, deploymentId, projectId}')}`,
  ];
}

export function list(own: Own): readonly string[] {
  return vercelCli(own, 'ls', own.project, '--prod');
}

export function setAutoAssignment(own: Own, on: boolean): string {
  return vercelApi(own, 'PATCH', projectPath(own), { autoAssignCustomDomains: on });
}
