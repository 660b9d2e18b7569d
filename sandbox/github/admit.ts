import { createPublicKey, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { failure, notFound, type Reply } from './reply.ts';
import type { State } from './state.ts';

const VERSIONS = new Set(['2022-11-28', '2026-03-10']);
const JSON_TYPES = /^(?:\*\/\*|application\/(?:json|vnd\.github(?:\.v3)?(?:\.\w+)?\+json))$/;
export const TOKEN_ROUTE = 'POST /app/installations/{installation_id}/access_tokens';

/** Why GitHub would not even look at a request. */
export function refusal(state: State, route: string, headers: IncomingHttpHeaders): Reply | null {
  if ((headers['user-agent'] ?? '') === '') {
    return {
      status: 403,
      body: 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    };
  }
  const version = headers['x-github-api-version'];
  if (version !== undefined && !VERSIONS.has(String(version))) {
    return failure(400, `"${String(version)}" is not a supported version of the REST API.`);
  }
  const types = (headers.accept ?? '*/*').split(',').map((type) => (type.split(';')[0] ?? '').trim());
  if (!types.some((type) => JSON_TYPES.test(type))) {
    return failure(415, `Unsupported 'Accept' header: '${headers.accept}'. Must accept 'application/json'.`);
  }
  const [scheme = '', secret = ''] = (headers.authorization ?? '').split(' ');
  if (headers.authorization === undefined) return failure(401, 'Requires authentication');
  if (!/^(?:token|bearer)$/i.test(scheme)) return failure(401, 'Bad credentials');
  if (route === TOKEN_ROUTE) return isOfTheApp(state, secret) ? null : failure(401, 'A JSON web token could not be decoded');
  if (!isKnown(state, secret)) return failure(401, 'Bad credentials');
  return state.hidden ? notFound() : null;
}

export function isKnown({ settings, minted }: State, token: string): boolean {
  return token === settings.token || minted.has(token);
}

/** Signed with the key of the App, in its name, and not over. */
function isOfTheApp({ settings: { app, now } }: State, token: string): boolean {
  const [header = '', payload = '', signature = ''] = token.split('.');
  if (app === null || signature === '') return false;
  const isSigned = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    createPublicKey(app.publicKey),
    Buffer.from(signature, 'base64url'),
  );
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iss?: unknown; exp?: number };
  return isSigned && String(claims.iss) === app.id && (claims.exp ?? 0) * 1_000 > now();
}
