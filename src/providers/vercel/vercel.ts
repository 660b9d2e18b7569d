import { anyValue } from '#src/section/variable.ts';
import { vendor } from '../vendor.ts';
import { byHand } from './by-hand.ts';
import { createVercel } from './index.ts';
import { VercelAccount, VercelSection } from './section.ts';
import type { VercelSettings } from './settings.ts';

export const vercel = vendor({
  title: 'Vercel',
  about: 'The Vercel project that it is deployed as.',
  under: 'service',
  platform: 'yes',
  account: VercelAccount,
  section: VercelSection,
  variables: {
    VERCEL_TOKEN: { source: 'create one under Account Settings > Tokens, for the team that owns the projects', objection: anyValue },
  },
  secrets: { protectionBypassEnv: anyValue },
  settle: ({ account, section, variables, secrets }): VercelSettings => ({
    token: variables['VERCEL_TOKEN'] ?? '',
    apiUrl: account.apiUrl,
    team: account.team ?? null,
    project: section.project,
    deploymentUrl: section.deploymentUrl,
    protectionBypass: secrets['protectionBypassEnv'] ?? null,
  }),
  verbs: ({ token, apiUrl, team, project, deploymentUrl, protectionBypass }) => ({
    deploys: createVercel({ token, apiUrl, projectId: project, teamId: team, deploymentUrl, protectionBypass }),
  }),
  byHand,
});
