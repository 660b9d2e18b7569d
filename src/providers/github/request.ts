import type { PlainRequest } from '#src/http/plain-request.ts';
import { requestOf } from '#src/http/request-of.ts';
import type { Scope } from './scope.ts';

export interface Call {
  /** As in GitHub's documentation: `GET /repos/{owner}/{repo}`. */
  readonly route: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** The version whose answers the schemas here describe; `return_run_details` is refused by newer ones. */
const API_VERSION = '2022-11-28';

/** What Octokit would send, signed. What is fetched to sign is fetched now, so before whatever runs before a send. */
export async function request({ octokit, signIn }: Scope, { route, parameters }: Call): Promise<PlainRequest> {
  const authorization = `token ${await signIn()}`;
  const headers = { accept: 'application/vnd.github+json', 'x-github-api-version': API_VERSION, authorization };
  return await requestOf('GitHub', (fetch) => octokit.request(route, { ...parameters, headers, request: { fetch } }));
}
