import { z } from 'zod';

export const DumpsSection = z.strictObject({
  folder: z
    .string()
    .regex(/^(\/|s3:\/\/|gs:\/\/)[\w./-]+$/, 'must be an absolute path, or a place that begins with s3:// or gs://')
    .meta({
      description: 'Where dumps are kept: a folder, or a place in a bucket.',
      source: 'ask whoever set up the nightly dump for it',
    }),
});

export type DumpsSection = z.output<typeof DumpsSection>;
