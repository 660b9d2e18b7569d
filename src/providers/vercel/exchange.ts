import { VercelCore } from '@vercel/sdk/core.js';
import type { RequestOptions } from '@vercel/sdk/lib/sdks.js';
import { HTTPClient } from '@vercel/sdk/lib/http.js';
import { SwitchbackError } from '#domain/errors.ts';
import { requestSignal, type VercelOptions } from './options.ts';

/** One of the SDK's standalone functions with its request filled in. */
export interface Call {
  readonly send: (core: VercelCore, options: RequestOptions) => PromiseLike<{ readonly ok: boolean; readonly error?: unknown }>;
  /** Changes the request that the SDK built, where the SDK cannot say what the API needs. */
  readonly amend?: (request: Request) => Request;
  /** Runs immediately before the bytes leave; what it throws stops the request and is thrown on. */
  readonly beforeSend?: () => void;
}

/** What is known after one request. Only `not sent` promises that the other side saw nothing. */
export type Exchange =
  /** `body` is null where the status arrived and the rest did not. */
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Headers; readonly body: string | null }
  | { readonly kind: 'not sent'; readonly why: string; readonly cause: unknown }
  | { readonly kind: 'lost'; readonly why: string; readonly cause: unknown };

interface Stopped {
  readonly kind: 'stopped';
  readonly error: unknown;
}

/** Only what can happen before a connection stands, so no byte of the request has left. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * Sends one request, once, and keeps the raw answer. The SDK only builds the request: its own reading of answers turns a missing
 * id into "" and a missing flag into false, fails a whole list for one unknown enum value, and calls an unexpected 2xx an error.
 */
export async function exchange(options: VercelOptions, call: Call, signal: AbortSignal): Promise<Exchange> {
  const seen: (Exchange | Stopped)[] = [];
  const http = new HTTPClient({
    fetcher: async (input) => {
      if (seen.length > 0) throw new Error('A second send of one request was stopped');
      seen.push(await attempt(new Request(input), call.beforeSend));
      return new Response(null, { status: 204 });
    },
  });
  if (call.amend) http.addHook('beforeRequest', call.amend);
  const core = new VercelCore({
    bearerToken: options.token,
    serverURL: options.apiUrl,
    httpClient: http,
    ...(options.userAgent === undefined ? {} : { userAgent: options.userAgent }),
  });

  const built = await call.send(core, { signal: requestSignal(options, signal), redirect: 'manual', retries: { strategy: 'none' } });

  const [result] = seen;
  if (result === undefined) {
    throw new SwitchbackError('config_invalid', 'The request to Vercel could not be built, so nothing was sent. Check its settings.', {
      cause: built.error,
    });
  }
  if (result.kind === 'stopped') throw result.error;
  return result;
}

async function attempt(request: Request, beforeSend: (() => void) | undefined): Promise<Exchange | Stopped> {
  if (request.signal.aborted) return { kind: 'not sent', why: 'the time for it was over', cause: request.signal.reason };
  try {
    beforeSend?.();
  } catch (error) {
    return { kind: 'stopped', error };
  }
  return transmit(request);
}

async function transmit(request: Request): Promise<Exchange> {
  const response = await fetch(request).catch((error: unknown) => ({ failed: error }));
  if ('failed' in response) {
    const { why, code } = explainTransport(response.failed, request.signal);
    return { kind: NEVER_LEFT.has(code) ? 'not sent' : 'lost', why, cause: response.failed };
  }
  const { status, headers } = response;
  // The status of a write that was taken is the whole answer: a body that hangs must not turn it into doubt.
  if (request.method !== 'GET' && response.ok) {
    await response.body?.cancel();
    return { kind: 'answered', status, headers, body: '' };
  }
  return { kind: 'answered', status, headers, body: await response.text().catch(() => null) };
}

/** A transport failure in words that carry no address, header or body. */
export function explainTransport(error: unknown, signal: AbortSignal): { readonly why: string; readonly code: string } {
  const code = codeOf(error instanceof Error ? error.cause : null) ?? codeOf(error);
  if (code !== null) return { why: `the connection failed (${code})`, code };
  return { why: signal.aborted ? 'no answer in time' : 'the connection failed', code: '' };
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
