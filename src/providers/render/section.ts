import { z } from 'zod';

export const RenderSection = z.strictObject({
  service: z
    .string()
    .regex(/^(srv|crn)-[a-z0-9]+$/, 'must be the id of a Render service such as srv-d0a1e00')
    .meta({ description: 'Render service, by its id (srv-…).', source: 'copy it from the address of its page in the dashboard' }),
});

export type RenderSection = z.output<typeof RenderSection>;
