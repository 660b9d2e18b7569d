import { Octokit } from '@octokit/core';
import { createGithubHttp } from './create-github-http.ts';
import { createSignIn, type OctokitSettings } from './create-sign-in.ts';
import type { GithubOptions } from './options.ts';
import type { Scope } from './scope.ts';

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** @throws SwitchbackError `config_invalid` before anything is sent, without a secret in it */
export function createScope(options: GithubOptions): Scope {
  const http = createGithubHttp(options);
  const settings: OctokitSettings = {
    baseUrl: options.apiUrl.replace(/\/+$/, ''),
    userAgent: 'switchback',
    request: { fetch: http.fetch },
    log: SILENT,
  };
  return {
    http,
    octokit: new Octokit(settings),
    signIn: createSignIn(options.auth, settings),
    options,
    repo: { owner: options.owner, repo: options.repository },
  };
}
