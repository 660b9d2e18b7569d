import { z } from 'zod';

export const RdsSection = z.strictObject({
  instance: z
    .string()
    .regex(/^[a-zA-Z][a-zA-Z0-9-]*$/, 'must be the name of a database instance such as prod-db')
    .meta({ description: 'RDS database instance, by its identifier.', source: 'find it in the list of databases in the RDS console' }),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-[0-9]$/, 'must be a region such as eu-central-1')
    .meta({ description: 'Region that it runs in.', source: 'find it beside the instance in the RDS console' }),
});

export type RdsSection = z.output<typeof RdsSection>;
