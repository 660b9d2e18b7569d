import { z } from 'zod';

export const SupabaseSection = z.strictObject({
  project: z
    .string()
    .regex(/^[a-z0-9]+$/, 'must be the reference of a project, small letters and digits alone')
    .meta({ description: 'Supabase project, by its reference.', source: 'find it under Project Settings > General' }),
});

export type SupabaseSection = z.output<typeof SupabaseSection>;
