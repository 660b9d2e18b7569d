import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { proxy } from './proxy.ts';
import type { Build, State } from './state.ts';

/** What answers on a production domain: the deployment that its alias names at this moment. */
export function domainHandler(state: State, name: string) {
  let served = 0;
  return (request: IncomingMessage, response: ServerResponse): void => {
    const domain = state.domains.get(name);
    if (domain && domain.redirect !== null) {
      response.writeHead(308, { ...stamp(), location: `https://${domain.redirect}${request.url ?? '/'}` }).end();
      return;
    }
    served += 1;
    const id = pinned(state, request) ?? canary(state, served) ?? domain?.deploymentId;
    serve(request, response, state.builds.get(id ?? ''));
  };
}

/** What answers on a deployment's own URL; behind protection it sends strangers to a login. */
export function deploymentHandler(state: State, id: string) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const secret = state.settings.protectionBypass;
    if (secret !== null && request.headers['x-vercel-protection-bypass'] !== secret) {
      const back = encodeURIComponent(`https://${request.headers.host}${request.url ?? '/'}`);
      response.writeHead(302, { ...stamp(), location: `https://vercel.com/sso-api?url=${back}` }).end();
      return;
    }
    serve(request, response, state.builds.get(id));
  };
}

function serve(request: IncomingMessage, response: ServerResponse, build: Build | undefined): void {
  if (!build || build.state !== 'READY' || build.deletedByRetention) {
    const headers = { ...stamp(), 'content-type': 'text/plain', 'x-vercel-error': 'DEPLOYMENT_NOT_FOUND' };
    response.writeHead(404, headers).end('The deployment could not be found on Vercel.\n\nDEPLOYMENT_NOT_FOUND\n');
    return;
  }
  proxy(request, response, build, stamp());
}

/** Skew protection: three things send a request to the deployment that they name, whatever the alias says. */
function pinned(state: State, request: IncomingMessage): string | null {
  if (!state.settings.skewProtection) return null;
  const query = new URL(request.url ?? '/', 'http://edge').searchParams.get('dpl');
  const header = request.headers['x-deployment-id'];
  const cookie = /(?:^|;\s*)__vdpl=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const id = query ?? (typeof header === 'string' ? header : cookie);
  return id !== undefined && state.builds.has(id) ? id : null;
}

/** The canary gets its share of every hundred requests, spread evenly. */
function canary(state: State, served: number): string | null {
  const release = state.rollingRelease;
  if (!release) return null;
  const before = Math.floor(((served - 1) * release.percentage) / 100);
  return Math.floor((served * release.percentage) / 100) > before ? release.canary : release.base;
}

/** The request id: regions passed, then node, time and hash. It says nothing about the deployment. */
function stamp(): { readonly 'x-vercel-id': string; readonly server: string } {
  const node = randomBytes(4).toString('hex').slice(0, 5);
  return { 'x-vercel-id': `iad1::iad1::${node}-${Date.now()}-${randomBytes(6).toString('hex')}`, server: 'Vercel' };
}
