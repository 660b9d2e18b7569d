import { z } from 'zod';
import { EnvironmentVariable } from '#src/section/environment-variable.ts';
import { Text } from '#src/section/text.ts';
import { ApiUrl } from '#src/section/url.ts';

export const VercelAccount = z.strictObject({
  apiUrl: ApiUrl.prefault('https://api.vercel.com').meta({ description: "Base URL of Vercel's API." }),
  team: Text.optional().meta({
    description:
      'Vercel team, by its id (team_…). Leave it out for a personal account; without it, the projects of a team are “not found”.',
    source: 'find it under Team Settings > General',
  }),
});

export const VercelSection = z.strictObject({
  project: Text.meta({ description: 'Vercel project, by its id (prj_…).', source: 'find it under Project Settings > General' }),
  deploymentUrl: Text.refine((url) => url.includes('{url}'), 'must contain {url}, which stands for the host of the deployment')
    .prefault('https://{url}')
    .meta({ description: 'Where a deployment is visited before traffic moves to it; {url} stands for its own host.' }),
  protectionBypassEnv: EnvironmentVariable.optional().meta({
    description: 'Name of the environment variable that holds the secret for deployments behind Deployment Protection.',
    source: 'create the secret under Project Settings > Deployment Protection > Protection Bypass for Automation',
  }),
});
