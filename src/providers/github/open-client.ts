import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/core';
import { SwitchbackError } from '#domain/errors.ts';
import type { Client } from './exchange.ts';
import type { GithubOptions } from './options.ts';

const DEFAULT_TIMEOUT_MS = 20_000;
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** @throws SwitchbackError `config_invalid` before anything is sent, without a secret in it */
export function openClient({ auth, apiUrl, requestTimeoutMs }: GithubOptions): Client {
  const timeoutMs = requestTimeoutMs ?? DEFAULT_TIMEOUT_MS;
  // Of Octokit's own requests, which are those for an installation's token; it knows no time limit.
  const bounded = (url: string, init: RequestInit): Promise<Response> =>
    fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
  const common = { baseUrl: apiUrl.replace(/\/+$/, ''), userAgent: 'switchback', request: { fetch: bounded }, log: SILENT };
  if (auth.kind === 'token') {
    // A header with such a character is refused by fetch in an error that quotes the whole token.
    if (!/^[\x21-\x7e]+$/.test(auth.token)) {
      throw new SwitchbackError('config_invalid', 'The GitHub token is empty or has a space or a line break in it. Copy it again, alone.');
    }
    return { octokit: new Octokit({ ...common, auth: auth.token }), timeoutMs };
  }
  const { appId, privateKey, installationId } = auth;
  if (!privateKey.includes('-----BEGIN')) {
    const why = "The private key of the GitHub App is not a PEM. Give the file's contents as GitHub gave it, with its line breaks.";
    throw new SwitchbackError('config_invalid', why);
  }
  return { octokit: new Octokit({ ...common, authStrategy: createAppAuth, auth: { appId, privateKey, installationId } }), timeoutMs };
}
