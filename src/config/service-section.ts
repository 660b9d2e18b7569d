import { z } from 'zod';
import { Duration } from './duration.ts';
import { group } from './group.ts';
import { RolesSection } from './roles-section.ts';
import { Origin } from './url.ts';

/** The words that `/rollback` understands itself, so no service can have them as a name. */
export const RESERVED_NAMES = ['drill', 'status', 'history', 'help'] as const;

export const ServiceName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'is not a name that people can type: use a to z, 0 to 9 and hyphens, at most 40 characters')
  .refine(
    (name) => !RESERVED_NAMES.some((word) => word === name),
    `is a word of the command itself, as are ${RESERVED_NAMES.join(', ')}: choose another`,
  );

export const Channel = z
  .string()
  .regex(/^[CG][A-Z0-9]+$/, 'must be a Slack channel id such as C024BE91L')
  .meta({ source: "copy it from the bottom of the channel's details" });

const Path = z.string().regex(/^\//, 'must be a path that begins with a slash');

const Texts = z.array(z.string().min(1)).prefault([]);

/** A path alone, or with what is asked of its answer. */
const Probe = z.union([
  Path.transform((path) => ({ path, must: [], mustNot: [] })),
  z.strictObject({
    path: Path,
    must: Texts.meta({ description: 'Texts that every good answer has.' }),
    mustNot: Texts.meta({ description: 'Texts that no good answer has.' }),
  }),
]);

const EnvironmentVariable = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of an environment variable, never the secret itself');

const Text = z.string().trim().min(1);

const AppSection = group({
  url: Origin.meta({
    description: 'Scheme and host of production, as users reach it.',
    source: 'find it under Project Settings > Domains',
  }),
  identity: Path.nullable()
    .default(null)
    .meta({ description: 'Path of the app that answers with the id or the commit of the deployment that serves it.' }),
  probes: z.array(Probe).min(1).prefault(['/']).meta({
    description:
      'Paths that must answer before traffic moves to a deployment. Name the ones that read the database. A path can also be a group: path, must (texts that every good answer has) and mustNot (texts that none has).',
  }),
});

const VercelSection = group({
  project: Text.meta({ description: 'Vercel project, by its id (prj_…).', source: 'find it under Project Settings > General' }),
  deploymentUrl: Text.refine((url) => url.includes('{url}'), 'must contain {url}, which stands for the host of the deployment')
    .prefault('https://{url}')
    .meta({ description: 'Where a deployment is visited before traffic moves to it; {url} stands for its own host.' }),
  protectionBypassEnv: EnvironmentVariable.optional().meta({
    description: 'Name of the environment variable that holds the secret for deployments behind Deployment Protection.',
    source: 'create the secret under Project Settings > Deployment Protection > Protection Bypass for Automation',
  }),
});

const SentrySection = group({
  project: Text.meta({ description: 'Sentry project, by its slug.', source: 'find it under Settings > Projects' }),
  environment: Text.meta({
    description: 'Environment that the app sends with its events.',
    source: 'find it in the environment filter of the Issues page, often production or vercel-production',
  }),
  dsnEnv: EnvironmentVariable.meta({
    description:
      "Name of the environment variable that holds the app's DSN. Test events through it tell no errors from no errors arriving; without them recovery cannot be proved.",
    source: 'copy the DSN from Project Settings > Client Keys (DSN)',
  }),
  route: Text.optional().meta({ description: 'Transaction name of the route that matters most, where one stands for the whole service.' }),
});

const CodeSection = group({
  repository: Text.nullable().default(null).meta({
    description:
      'Path of a local clone of the repository, relative to this file. Without it the schema verdict has only the probe to go by.',
    source: 'clone the repository where the bot can read it',
  }),
  migrations: Text.prefault('migrations').meta({ description: 'Folder of the migrations inside the repository.' }),
  fetch: z.boolean().default(true).meta({
    description:
      'Whether a commit that is missing in that clone is fetched from its own remote. Only objects are written: no work tree, no branch.',
  }),
  proposals: z.boolean().default(true).meta({
    description:
      'Whether a drafted forward-fix is written to a branch below switchback/ of that clone. No other branch and no work tree is touched, and nothing is pushed.',
  }),
});

/** A statement that is given up later than a fact would only be called off. */
const LONGEST_STATEMENT_MS = 10_000;

const DatabaseSection = group({
  urlEnv: EnvironmentVariable.optional().meta({
    description:
      'Name of the environment variable that holds the address of the live database, for a role that only reads. Without it a stuck migration is not seen, and the schema verdict has only the files to go by.',
    source: 'create the role as docs/database.md says',
  }),
  statementTimeout: Duration.prefault('3s')
    .refine((ms) => ms <= LONGEST_STATEMENT_MS, 'must be at most 10s: it runs on the live database')
    .meta({ description: 'After how long the database gives up on a question of the bot, and the bot on a connection.' }),
});

/** An effect that reads three facts in a row is given up after a minute. */
const LONGEST_FACT_MS = 10_000;

const VerificationSection = group({
  bucket: Duration.prefault('15s').meta({
    description: 'Width of one bucket of errors and traffic. Sentry counts traffic in 15 s, 30 s, 60 s and more.',
  }),
  grace: Duration.prefault('60s').meta({ description: 'Time after the move that is not counted, while old requests end.' }),
  minimum: Duration.prefault('60s').meta({ description: 'How much complete data recovery needs before it can be proved.' }),
  poll: Duration.prefault('15s').meta({ description: 'Time between two looks.' }),
  deadline: Duration.prefault('30m').meta({ description: 'Time after which an open verdict is called inconclusive.' }),
  baseline: Duration.prefault('24h').meta({ description: 'How much time before the bad deploy counts as normal.' }),
  afterClose: Duration.prefault('30m').meta({ description: 'How long a relapse is looked for after the incident is closed.' }),
});

export const ServiceSection = z.strictObject({
  description: Text.optional().meta({ description: 'One line for people who do not know the service.' }),
  environment: z
    .enum(['development', 'staging', 'production'])
    .default('production')
    .meta({ description: 'Which answers apply. The whole tree is for production.' }),
  channel: Channel.optional().meta({ description: 'Slack channel for reminders about this service.' }),
  roles: RolesSection.prefault({}).meta({ description: 'Lists that replace the ones at the top of the file for this service.' }),
  app: AppSection.meta({ description: 'The running app.' }),
  vercel: VercelSection.meta({ description: 'Where it is deployed.' }),
  sentry: SentrySection.meta({ description: 'Where its errors and traffic are counted.' }),
  code: CodeSection.meta({ description: 'Where its code and migrations live.' }),
  database: DatabaseSection.meta({ description: 'The live database, which is only read.' }),
  drills: group({ allowed: z.boolean().default(false).meta({ description: 'Whether a drill may touch this service.' }) }).meta({
    description: 'What a drill may do here.',
  }),
  verification: VerificationSection.meta({ description: 'How recovery is proved.' }),
  timeouts: group({
    fact: Duration.prefault('5s')
      .refine((ms) => ms <= LONGEST_FACT_MS, 'must be at most 10s: several facts one after the other must fit into a minute')
      .meta({ description: 'How long one fact may take before it is called unavailable.' }),
  }).meta({ description: 'How long to wait.' }),
});

export type ServiceSection = z.output<typeof ServiceSection>;
