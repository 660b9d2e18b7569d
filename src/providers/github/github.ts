import { vendor } from '../vendor.ts';
import { byHand } from './by-hand.ts';
import { createGithub } from './create-github.ts';
import { GithubSection, type GithubSettings } from './section.ts';

export const github = vendor({
  title: 'GitHub',
  about: 'Where its code is merged and deployed from on GitHub.',
  under: 'service',
  platform: 'pipelines',
  account: null,
  section: GithubSection,
  variables: {},
  secrets: { tokenEnv: () => null },
  settle: ({ section, secrets }): GithubSettings => ({ ...section, token: secrets['tokenEnv'] ?? null }),
  verbs: ({ token, ...settings }) => (token === null ? {} : { codeHost: codeHostOf(token, settings) }),
  branches: ({ main, production }) => ({ main, production: production ?? main }),
  byHand,
});

function codeHostOf(token: string, { apiUrl, repository, main, pullRequests }: Omit<GithubSettings, 'token'>) {
  const [owner = '', name = ''] = repository.split('/');
  return createGithub({ auth: { kind: 'token', token }, apiUrl, owner, repository: name, main, mayOpen: pullRequests, undo: null }).code;
}
