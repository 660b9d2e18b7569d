import type { Octokit } from '@octokit/core';
import { SwitchbackError } from '#domain/errors.ts';

export interface Client {
  readonly octokit: Octokit;
  readonly timeoutMs: number;
}

export interface Call {
  /** As in GitHub's documentation: `GET /repos/{owner}/{repo}`. */
  readonly route: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** What is known after one request. Only `not sent` promises that GitHub saw nothing. */
export type Exchange =
  /** `body` is null where the status arrived and the rest did not. */
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Headers; readonly body: string | null }
  | { readonly kind: 'not sent'; readonly why: string; readonly cause: unknown }
  | { readonly kind: 'lost'; readonly why: string; readonly cause: unknown };

interface Stopped {
  readonly kind: 'stopped';
  readonly error: unknown;
}

/** The version whose answers the schemas here describe; `return_run_details` is refused by newer ones. */
const API_VERSION = '2022-11-28';
/** Only what can happen before a connection stands, so no byte of the request has left. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * Sends one request, once, and keeps the raw answer. Octokit only signs and builds it: it calls a broken connection a status 500, and
 * its App authentication repeats a request that was answered with 401. What it fetches to sign, it fetches by itself, before `beforeSend`.
 */
export async function exchange(client: Client, call: Call, signal: AbortSignal, beforeSend: () => void = () => {}): Promise<Exchange> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(client.timeoutMs)]);
  const seen: (Exchange | Stopped)[] = [];
  const fetchOnce = async (url: string, init: RequestInit): Promise<Response> => {
    if (seen.length > 0) throw new Error('A second send of one request was stopped');
    seen.push(await attempt(new Request(url, { ...init, redirect: 'manual', signal: deadline }), beforeSend));
    return new Response(null, { status: 204 });
  };
  const failure = await client.octokit
    .request(call.route, {
      ...call.parameters,
      headers: { accept: 'application/vnd.github+json', 'x-github-api-version': API_VERSION },
      request: { fetch: fetchOnce },
    })
    .then(
      () => null,
      (error: unknown) => error,
    );
  const [result] = seen;
  if (result === undefined) throw notSigned(failure);
  if (result.kind === 'stopped') throw result.error;
  return result;
}

async function attempt(request: Request, beforeSend: () => void): Promise<Exchange | Stopped> {
  if (request.signal.aborted) return { kind: 'not sent', why: 'the time for it was over', cause: request.signal.reason };
  try {
    beforeSend();
  } catch (error) {
    return { kind: 'stopped', error };
  }
  const response = await fetch(request).catch((error: unknown) => ({ failed: error }));
  if ('failed' in response) {
    const { why, code } = explainTransport(response.failed, request.signal);
    return { kind: NEVER_LEFT.has(code) ? 'not sent' : 'lost', why, cause: response.failed };
  }
  const { status, headers } = response;
  return { kind: 'answered', status, headers, body: await response.text().catch(() => null) };
}

/** Octokit's own error has the request in it, so nothing of it goes further. */
function notSigned(failure: unknown): SwitchbackError {
  const status = typeof failure === 'object' && failure !== null && 'response' in failure && 'status' in failure ? failure.status : null;
  if (status === 401 || status === 403 || status === 404) {
    return new SwitchbackError(
      'provider_unauthorized',
      `GitHub gave no token for the App's installation (${status}), so nothing was asked. Check the App's id, its private key and the installation's id.`,
    );
  }
  const found = typeof status === 'number' ? `it answered ${status}` : 'no token came, or the request could not be built';
  return new SwitchbackError('provider_unavailable', `GitHub was not asked: ${found}. Try again; then check the App's private key.`, {
    retryable: true,
  });
}

/** A transport failure in words that carry no address, header or body. */
function explainTransport(error: unknown, signal: AbortSignal): { readonly why: string; readonly code: string } {
  const code = codeOf(error instanceof Error ? error.cause : null) ?? codeOf(error);
  if (code !== null) return { why: `the connection failed (${code})`, code };
  return { why: signal.aborted ? 'no answer in time' : 'the connection failed', code: '' };
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
