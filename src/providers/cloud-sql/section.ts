import { z } from 'zod';

export const CloudSqlSection = z.strictObject({
  project: z
    .string()
    .regex(/^[a-z][a-z0-9:.-]+$/, 'must be the id of a project such as acme-production')
    .meta({ description: 'Google Cloud project, by its id.', source: 'find it on the dashboard of the project' }),
  instance: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'must be the name of an instance such as prod-db')
    .meta({ description: 'Cloud SQL instance, by its id.', source: 'find it in the list of instances' }),
});

export type CloudSqlSection = z.output<typeof CloudSqlSection>;
