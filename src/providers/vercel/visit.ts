import { randomUUID } from 'node:crypto';
import { exchange } from '#src/http/exchange.ts';
import type { Visit } from '../deploys.ts';
import type { VercelOptions } from './options.ts';

export const REQUEST_ID_HEADER = 'x-vercel-id';

/** A page that is streamed tells of its failure at the end. */
const LARGEST_BODY = 1024 * 1024;
const LONGEST_MS = 20_000;

/**
 * One look at a URL as a stranger's first request: past every cache, without cookies, and with none of the three things that pin
 * a request to a deployment whatever the domain points to (`?dpl=`, `x-deployment-id`, `__vdpl`).
 */
export async function visit(
  options: VercelOptions,
  isOwnHost: (url: URL, signal: AbortSignal) => Promise<boolean>,
  address: string,
  signal: AbortSignal,
): Promise<Visit> {
  const url = URL.parse(address);
  if (url === null) return { kind: 'failed', why: 'this is not a URL', durationMs: 0 };
  if (url.username !== '' || url.password !== '') return { kind: 'failed', why: 'this URL has a password in it', durationMs: 0 };
  url.searchParams.delete('dpl');
  url.searchParams.set('_switchback', randomUUID());

  const bypass = options.protectionBypass !== null && (await isOwnHost(url, signal)) ? options.protectionBypass : null;
  const headers = {
    'cache-control': 'no-store',
    pragma: 'no-cache',
    ...(options.userAgent === undefined ? {} : { 'user-agent': options.userAgent }),
    ...(bypass === null ? {} : { 'x-vercel-protection-bypass': bypass }),
  };

  const start = performance.now();
  const got = await exchange(
    { method: 'GET', url: url.href, headers, body: undefined, timeoutMs: options.requestTimeoutMs ?? LONGEST_MS, largest: LARGEST_BODY },
    signal,
  );
  const durationMs = Math.round(performance.now() - start);
  if (got.kind !== 'answered') return { kind: 'failed', why: got.why, durationMs };
  if (got.body.kind === 'broken') return { kind: 'failed', why: got.body.why, durationMs };
  return {
    kind: 'answered',
    status: got.status,
    body: got.body.text,
    requestId: got.headers.get(REQUEST_ID_HEADER),
    location: got.headers.get('location'),
    durationMs,
  };
}
