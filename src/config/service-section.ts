import { z } from 'zod';
import { PRESETS } from '#domain/preset.ts';
import { Duration } from '#src/section/duration.ts';
import { EnvironmentVariable } from '#src/section/environment-variable.ts';
import { group } from '#src/section/group.ts';
import { Identifier } from '#src/section/identifier.ts';
import { Text } from '#src/section/text.ts';
import { Origin } from '#src/section/url.ts';
import { RolesSection } from './roles-section.ts';
import { platformSections, sectionsUnder } from './vendor-sections.ts';

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

const AppSection = group({
  url: Origin.meta({
    description: 'Scheme and host of production, as users reach it.',
    source: 'copy it from the address that users open',
  }),
  identity: Path.nullable()
    .default(null)
    .meta({ description: 'Path of the app that answers with the id or the commit of the deployment that serves it.' }),
  readiness: Path.nullable().default(null).meta({ description: 'Path of the app that answers 200 once it can serve.' }),
  probes: z.array(Probe).min(1).prefault(['/']).meta({
    description:
      'Paths that must answer before traffic moves to a deployment. Name the ones that read the database. A path can also be a group: path, must (texts that every good answer has) and mustNot (texts that none has).',
  }),
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
  ...sectionsUnder('database'),
});

/** An effect that reads three facts in a row is given up after a minute. */
const LONGEST_FACT_MS = 10_000;

const VerificationSection = group({
  bucket: Duration.prefault('15s').meta({
    description: 'Width of one bucket of errors and traffic. Error trackers count traffic in 15 s, 30 s, 60 s and more.',
  }),
  grace: Duration.prefault('60s').meta({ description: 'Time after the move that is not counted, while old requests end.' }),
  minimum: Duration.prefault('60s').meta({ description: 'How much complete data recovery needs before it can be proved.' }),
  poll: Duration.prefault('15s').meta({ description: 'Time between two looks.' }),
  deadline: Duration.prefault('30m').meta({ description: 'Time after which an open verdict is called inconclusive.' }),
  baseline: Duration.prefault('24h').meta({ description: 'How much time before the bad deploy counts as normal.' }),
  afterClose: Duration.prefault('30m').meta({ description: 'How long a relapse is looked for after the incident is closed.' }),
});

const ReadOnlySql = z
  .string()
  .trim()
  .regex(/^(select|with)\s/i, 'must be one query that only reads: it begins with select or with')
  .refine((sql) => !sql.slice(0, -1).includes(';'), 'must be one query, without a semicolon inside');

const ComponentSection = z.strictObject({ ...platformSections() });

export const ServiceSection = z.strictObject({
  description: Text.optional().meta({ description: 'One line for people who do not know the service.' }),
  environment: z
    .enum(['development', 'staging', 'production'])
    .default('production')
    .meta({ description: 'Which answers apply. The whole tree is for production.' }),
  channel: Channel.optional().meta({ description: 'Slack channel for reminders about this service.' }),
  roles: RolesSection.prefault({}).meta({ description: 'Lists that replace the ones at the top of the file for this service.' }),
  runbook: z
    .enum(PRESETS)
    .default('re-point')
    .meta({ description: 'Which ways to recover it has, in which order, and what must be done afterwards.' }),
  app: AppSection.meta({ description: 'The running app.' }),
  ...sectionsUnder('service'),
  components: z
    .record(Identifier, ComponentSection)
    .prefault({})
    .meta({ description: 'Parts of the service that run on a platform of their own, each with the section of exactly one.' }),
  code: CodeSection.meta({ description: 'Where its code and migrations live.' }),
  database: DatabaseSection.meta({ description: 'The live database, which is only read.' }),
  generations: z
    .record(Identifier, ReadOnlySql.meta({ description: 'One query that only reads; $1 stands for the generation.' }))
    .prefault({})
    .meta({ description: 'Named queries that only read, about rows that carry the generation that wrote them; $1 stands for it.' }),
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
