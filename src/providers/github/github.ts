import { vendor } from '../vendor.ts';
import { byHand } from './by-hand.ts';
import { GithubSection } from './section.ts';

export const github = vendor({
  title: 'GitHub',
  about: 'Where its code is merged and deployed from on GitHub.',
  under: 'service',
  platform: 'pipelines',
  account: null,
  section: GithubSection,
  variables: {},
  secrets: {},
  settle: ({ section }) => section,
  branches: ({ main, production }) => ({ main, production: production ?? main }),
  byHand,
});
