import type { Octokit } from '@octokit/core';
import type { Http } from '#src/http/create-http.ts';
import type { GithubOptions } from './options.ts';

/** What every question here needs. */
export interface Scope {
  readonly http: Http;
  /** Only builds requests, without a signature. */
  readonly octokit: Octokit;
  /** Gives the token that a request is signed with. */
  readonly signIn: () => Promise<string>;
  readonly options: GithubOptions;
  /** The `{owner}` and `{repo}` of every route. */
  readonly repo: { readonly owner: string; readonly repo: string };
}
