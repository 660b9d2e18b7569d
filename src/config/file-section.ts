import { z } from 'zod';
import { Duration } from '#src/section/duration.ts';
import { group } from '#src/section/group.ts';
import { ApiUrl } from '#src/section/url.ts';
import { DrillSection } from './drill-section.ts';
import { RolesSection } from './roles-section.ts';
import { ServiceName, ServiceSection } from './service-section.ts';
import { accountSections } from './vendor-sections.ts';

const SlackSection = group({
  apiUrl: ApiUrl.prefault('https://slack.com/api/').meta({ description: "Base URL of Slack's Web API." }),
  command: z
    .string()
    .trim()
    .regex(/^\/[a-z0-9_-]{1,31}$/, 'must be a slash and at most 31 of a to z, 0 to 9, hyphen and underscore')
    .prefault('/rollback')
    .meta({ description: 'What people type. The same as in the app manifest: change it in both where two Switchbacks share a workspace.' }),
});

/** The one description of switchback.yml: it validates the file, and the JSON Schema for editors is made from it. */
export const FileSection = z.strictObject({
  slack: SlackSection.meta({ description: 'Slack, for the whole bot.' }),
  ...accountSections(),
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
