import { z } from 'zod';

const Id = z.string().regex(/^[a-z0-9-]+$/, 'must be an id of small letters, digits and hyphens');

export const NeonSection = z.strictObject({
  project: Id.meta({ description: 'Neon project, by its id.', source: 'find it under Project settings > General' }),
  branch: Id.meta({ description: 'Neon branch that the service uses, by its id (br-…).', source: 'find it on the page of the branch' }),
});

export type NeonSection = z.output<typeof NeonSection>;
