import { z } from 'zod';

const NAME = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
const Name = z.string().regex(NAME, 'must be a name of small letters, digits and hyphens');
const EnvName = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of an environment variable of the app');

const ReadOnly = z.strictObject({
  env: EnvName.meta({
    description: 'Variable of the app that turns its read-only mode on when it is true.',
    source: 'ask whoever wrote the app',
  }),
  on: z.array(Name).min(1).meta({ description: 'The deployments that have a read-only mode.', source: 'name some of deployments' }),
});

export const KubernetesSection = z
  .strictObject({
    namespace: Name.prefault('default').meta({ description: 'Namespace of the deployments.' }),
    deployments: z.array(Name).min(1).meta({
      description: 'The deployments that go back together, workers among them.',
      source: 'list them with kubectl get deployments',
    }),
    readOnly: ReadOnly.optional().meta({
      description: 'How writes are paused without downtime. Leave it out where the app has no read-only mode.',
    }),
    scaleToZero: z
      .array(Name)
      .optional()
      .meta({ description: 'The deployments that are scaled to zero to pause writes. Without it, all that have no read-only mode.' }),
  })
  .refine(
    ({ deployments, readOnly, scaleToZero }) =>
      [...(readOnly?.on ?? []), ...(scaleToZero ?? [])].every((name) => deployments.includes(name)),
    'must name in readOnly.on and scaleToZero only what deployments names',
  )
  .refine(
    ({ readOnly, scaleToZero }) => !(readOnly?.on ?? []).some((name) => (scaleToZero ?? []).includes(name)),
    'must not name the same deployment in readOnly.on and in scaleToZero',
  );

export type KubernetesSection = z.output<typeof KubernetesSection>;
