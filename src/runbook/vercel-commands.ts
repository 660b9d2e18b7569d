import type { Deployment } from '#domain/deployment.ts';
import { quote, quoteAround } from './quote.ts';
import type { Subject } from './subject.ts';

type Verb = 'ls' | 'inspect' | 'rollback' | 'promote';

/** Vercel's own command-line tool. It talks to Vercel itself and nothing else, so there is none for another address. */
export function vercelCli({ vercel }: Subject, verb: Verb, argument: string, ...options: readonly string[]): readonly string[] {
  if (new URL(vercel.apiUrl).hostname !== 'api.vercel.com') return [];
  const scope = vercel.team === null ? [] : ['--scope', quote(vercel.team)];
  return [['vercel', verb, quote(argument), ...options, ...scope].join(' ')];
}

/** `path` may hold `$VARIABLES`; `findProjectId` sets `$PROJECT_ID`. */
export function vercelApi({ vercel }: Subject, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): string {
  const team = vercel.team === null ? '' : `${vercel.team.startsWith('team_') ? 'teamId' : 'slug'}=${encodeURIComponent(vercel.team)}`;
  const url = `${vercel.apiUrl.replace(/\/+$/, '')}${path}${team === '' ? '' : `${path.includes('?') ? '&' : '?'}${team}`}`;
  const sent = body === undefined ? [] : ['-H', quote('content-type: application/json'), '-d', quote(JSON.stringify(body))];
  const words = ['-X', method, '-H', '"Authorization: Bearer $VERCEL_TOKEN"', ...sent, quoteAround(url)];
  return `curl -sS --fail-with-body ${words.join(' ')}`;
}

export function projectPath({ vercel }: Subject, rest = ''): string {
  return `/v9/projects/${encodeURIComponent(vercel.project)}${rest}`;
}

export function findProjectId(subject: Subject): string {
  return `PROJECT_ID=$(${vercelApi(subject, 'GET', projectPath(subject))} | jq -r .id)`;
}

export const ONE_WAY =
  'Use either the tool or the two lines of the API, not both. Send it once and read production before you send it again.';

/** One request by hand, by the tool or by the API. Never both: a second promote of what is live is refused, a second rollback is not. */
export function moveByHand(subject: Subject, gesture: 'rollback' | 'promote', to: Deployment | null): readonly string[] {
  if (to === null) return [];
  const version = gesture === 'rollback' ? 'v1' : 'v10';
  const path = `/${version}/projects/$PROJECT_ID/${gesture}/${encodeURIComponent(to.id)}`;
  return [...vercelCli(subject, gesture, to.url), findProjectId(subject), vercelApi(subject, 'POST', path, {})];
}

/** To the build that was verified, which the bot does not know. */
export function promoteByHand(subject: Subject): readonly string[] {
  const scope = subject.vercel.team === null ? '' : ` --scope ${quote(subject.vercel.team)}`;
  const cli = vercelCli(subject, 'promote', 'x').map(() => `vercel promote "$NEW_DEPLOYMENT_URL"${scope}`);
  return [...cli, findProjectId(subject), vercelApi(subject, 'POST', '/v10/projects/$PROJECT_ID/promote/$NEW_DEPLOYMENT', {})];
}

/** The project's own record of the newest move, the alias of the production domain, and what the app itself says. */
export function readProduction(subject: Subject): readonly string[] {
  const host = new URL(subject.productionUrl).host;
  return [
    ...vercelCli(subject, 'inspect', host),
    `${vercelApi(subject, 'GET', projectPath(subject, '?rollbackInfo=true'))} | jq ${quote('{autoAssignCustomDomains, lastAliasRequest, production: .targets.production.id}')}`,
    `${vercelApi(subject, 'GET', `/v4/aliases/${encodeURIComponent(host)}`)} | jq ${quote('{alias, deploymentId, projectId}')}`,
    ...askTheApp(subject),
  ];
}

/** Uncached, without cookies, and without anything that pins the request to one deployment. */
export function askTheApp({ productionUrl, identityPath }: Subject): readonly string[] {
  if (identityPath === null) return [];
  return [`curl -sS -H ${quote('cache-control: no-cache')} ${quote(`${productionUrl}${identityPath}?asked=`)}"$(date +%s)"`];
}

export function setAutoAssignment(subject: Subject, on: boolean): string {
  return vercelApi(subject, 'PATCH', projectPath(subject), { autoAssignCustomDomains: on });
}
