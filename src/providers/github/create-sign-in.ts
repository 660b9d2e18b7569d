import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/core';
import { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import type { GithubAuth } from './options.ts';

/** What every Octokit here is made with: where GitHub is, and how it is spoken to. */
export type OctokitSettings = NonNullable<ConstructorParameters<typeof Octokit>[0]>;

const Token = z.string().regex(/^[\x21-\x7e]+$/);
const Authentication = z.object({ token: Token });

/**
 * Gives the token that a request is signed with. For an App it is fetched, and again before it is over.
 *
 * @throws SwitchbackError `config_invalid` before anything is sent, without a secret in it
 */
export function createSignIn(given: GithubAuth, settings: OctokitSettings): () => Promise<string> {
  if (given.kind === 'token') {
    // A header with such a character is refused by fetch in an error that quotes the whole token.
    if (!Token.safeParse(given.token).success) {
      throw new SwitchbackError('config_invalid', 'The GitHub token is empty or has a space or a line break in it. Copy it again, alone.');
    }
    return () => Promise.resolve(given.token);
  }
  const { appId, privateKey, installationId } = given;
  if (!privateKey.includes('-----BEGIN')) {
    const why = "The private key of the GitHub App is not a PEM. Give the file's contents as GitHub gave it, with its line breaks.";
    throw new SwitchbackError('config_invalid', why);
  }
  // Asks for tokens and nothing else: whatever it sends for us, it sends again where that is answered with 401.
  const octokit = new Octokit({ ...settings, authStrategy: createAppAuth, auth: { appId, privateKey, installationId } });
  let refresh = false;
  return async () => {
    const got = await octokit.auth({ type: 'installation', refresh }).catch((error: unknown) => {
      throw notSigned(error);
    });
    const authentication = Authentication.safeParse(got);
    // Octokit keeps for an hour also what a page in GitHub's place makes of it.
    refresh = !authentication.success;
    if (authentication.success) return authentication.data.token;
    throw notSigned(null);
  };
}

/** Octokit's own error has the request in it, so nothing of it goes further. */
function notSigned(failure: unknown): SwitchbackError {
  const status = statusOf(failure);
  if (status === 401 || status === 403 || status === 404) {
    return new SwitchbackError(
      'provider_unauthorized',
      `GitHub gave no token for the App's installation (${status}), so nothing was asked. Check the App's id, its private key and the installation's id.`,
    );
  }
  const found = status === null ? 'no token came' : `it answered ${status}`;
  return new SwitchbackError('provider_unavailable', `GitHub was not asked: ${found}. Try again; then check the App's private key.`, {
    retryable: true,
  });
}

/** Null where there was no answer: Octokit calls that a 500. */
function statusOf(failure: unknown): number | null {
  if (typeof failure !== 'object' || failure === null || !('response' in failure) || failure.response === undefined) return null;
  return 'status' in failure && typeof failure.status === 'number' ? failure.status : null;
}
