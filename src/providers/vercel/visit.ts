import { randomUUID } from 'node:crypto';
import type { Visit } from '../deploys.ts';
import { explainTransport } from './exchange.ts';
import { requestSignal, type VercelOptions } from './options.ts';

/** A page that is streamed tells of its failure at the end. */
const LARGEST_BODY = 1024 * 1024;

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
  url.searchParams.delete('dpl');
  url.searchParams.set('_switchback', randomUUID());

  const bypass = options.protectionBypass !== null && (await isOwnHost(url, signal)) ? options.protectionBypass : null;
  const headers = {
    'cache-control': 'no-store',
    pragma: 'no-cache',
    ...(options.userAgent === undefined ? {} : { 'user-agent': options.userAgent }),
    ...(bypass === null ? {} : { 'x-vercel-protection-bypass': bypass }),
  };

  const bounded = requestSignal(options, signal);
  const start = performance.now();
  const elapsed = () => Math.round(performance.now() - start);
  try {
    const response = await fetch(url, { headers, redirect: 'manual', signal: bounded });
    const body = await readCapped(response);
    return {
      kind: 'answered',
      status: response.status,
      body,
      requestId: response.headers.get('x-vercel-id'),
      location: response.headers.get('location'),
      durationMs: elapsed(),
    };
  } catch (error) {
    return { kind: 'failed', why: explainTransport(error, bounded).why, durationMs: elapsed() };
  }
}

async function readCapped(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let left = LARGEST_BODY;
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk.subarray(0, left), { stream: true });
    left -= chunk.length;
    if (left <= 0) break;
  }
  return text + decoder.decode();
}
