import { z } from 'zod';
import { DrillSection } from './drill-section.ts';
import { Duration } from './duration.ts';
import { group } from './group.ts';
import { RolesSection } from './roles-section.ts';
import { ServiceName, ServiceSection } from './service-section.ts';
import { ApiUrl } from './url.ts';

const SlackSection = group({
  apiUrl: ApiUrl.prefault('https://slack.com/api/').meta({ description: "Base URL of Slack's Web API." }),
  command: z
    .string()
    .trim()
    .regex(/^\/[a-z0-9_-]{1,31}$/, 'must be a slash and at most 31 of a to z, 0 to 9, hyphen and underscore')
    .prefault('/rollback')
    .meta({ description: 'What people type. The same as in the app manifest: change it in both where two Switchbacks share a workspace.' }),
});

const VercelSection = group({
  apiUrl: ApiUrl.prefault('https://api.vercel.com').meta({ description: "Base URL of Vercel's API." }),
  team: z.string().trim().min(1).optional().meta({
    description: 'Vercel team, by its id (team_…). Leave it out for a personal account.',
    source: 'find it under Team Settings > General',
  }),
});

const SentrySection = group({
  url: ApiUrl.prefault('https://us.sentry.io').meta({
    description: "Where Sentry's API answers: https://us.sentry.io, https://de.sentry.io or your own server.",
    source: 'find the region under Settings > Organization > General Settings',
  }),
  organization: z
    .string()
    .trim()
    .min(1)
    .meta({ description: 'Sentry organization slug.', source: 'find it under Settings > Organization > General Settings' }),
});

/** The one description of switchback.yml: it validates the file, and the JSON Schema for editors is made from it. */
export const FileSection = z.strictObject({
  slack: SlackSection.meta({ description: 'Slack, for the whole bot.' }),
  vercel: VercelSection.meta({ description: 'Vercel, for all services.' }),
  sentry: SentrySection.meta({ description: 'Sentry, for all services.' }),
  roles: RolesSection.prefault({}).meta({ description: 'Who may act, in every service that has no list of its own.' }),
  services: z
    .record(ServiceName, ServiceSection)
    .refine((services) => Object.keys(services).length > 0, 'must name at least one service')
    .meta({
      description: 'What can be rolled back, by the name that people type.',
      source: 'copy one from switchback.example.yml',
      minProperties: 1,
    }),
  retention: Duration.prefault('90d').meta({
    description:
      'How long the finished steps of a closed incident are kept in the store. Its journal and its last state are kept for good.',
  }),
  drills: z.array(DrillSection).prefault([]).meta({ description: 'Drills to be reminded of.' }),
});

export type FileSection = z.output<typeof FileSection>;
