import { z } from 'zod';
import { EnvironmentVariable } from '#src/section/environment-variable.ts';

export const PagerdutySection = z.strictObject({
  keyEnv: EnvironmentVariable.meta({
    description: 'Name of the environment variable that holds the integration key of the service in PagerDuty.',
    source: 'create one under Service > Integrations > Events API v2',
  }),
});

export type PagerdutySection = z.output<typeof PagerdutySection>;
