import { z } from 'zod';
import { EnvironmentVariable } from '#src/section/environment-variable.ts';
import { ApiUrl } from '#src/section/url.ts';

const Branch = z.string().regex(/^[A-Za-z0-9][\w./-]*$/, 'must be the name of a branch such as main');
const Workflow = z.string().regex(/^[A-Za-z0-9][\w.-]*\.ya?ml$/, 'must be the file name of a workflow such as deploy.yml');

export const GithubSection = z.strictObject({
  repository: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9_.-]+$/, 'must be an owner and a repository such as acme/invoices')
    .meta({ description: 'Repository on GitHub, as owner/name.', source: 'copy it from the address of the repository' }),
  tokenEnv: EnvironmentVariable.optional().meta({
    description: 'Name of the environment variable that holds a token. With it the bot says which changes going back takes away.',
    source: 'create a fine-grained token for the repository that may read Contents and Pull requests',
  }),
  pullRequests: z.boolean().default(false).meta({
    description:
      'Whether a drafted forward-fix is opened there as a pull request, instead of on a branch of the clone. The token then has to write Contents and Pull requests.',
  }),
  apiUrl: ApiUrl.prefault('https://api.github.com').meta({
    description: 'Where its API answers: https://HOST/api/v3 on a server of your own.',
  }),
  main: Branch.prefault('main').meta({ description: 'Branch that changes are merged into.' }),
  production: Branch.optional().meta({
    description: 'Branch that production is deployed from, where it is another one and only moves forward.',
  }),
  deploy: Workflow.optional().meta({
    description: 'Workflow that deploys production. Where no other platform is named, this one is it.',
    source: 'find it in .github/workflows',
  }),
  drain: Workflow.optional().meta({
    description: 'Workflow that drains the rows of one generation, by its input target_generation.',
    source: 'find it in .github/workflows',
  }),
  tags: z
    .string()
    .regex(/^[\w.*/-]+$/, 'must be a pattern of tags such as v*')
    .optional()
    .meta({ description: 'Tags that start the deploy.', source: 'read on.push.tags of the workflow' }),
});

export type GithubSection = z.output<typeof GithubSection>;

/** The section, with the token that its variable holds; null where it names none. */
export type GithubSettings = GithubSection & { readonly token: string | null };
