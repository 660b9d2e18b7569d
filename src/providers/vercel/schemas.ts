import { z } from 'zod';

/*
 * Only the fields that a decision rests on. Words that Vercel may extend are plain strings, compared and never enumerated.
 * An id must be there and not empty; a flag that is missing stays missing.
 */
const id = z.string().min(1);

export interface Page {
  readonly items: readonly unknown[];
  readonly next: number | null;
}

const items = z.array(z.unknown());
const pagination = z.object({ next: z.number().nullable() });

export const deploymentsPage = z
  .object({ deployments: items, pagination })
  .transform((page): Page => ({ items: page.deployments, next: page.pagination.next }));

export const domainsPage = z
  .object({ domains: items, pagination })
  .transform((page): Page => ({ items: page.domains, next: page.pagination.next }));

export const aliasesPage = z
  .object({ aliases: items, pagination })
  .transform((page): Page => ({ items: page.aliases, next: page.pagination.next }));

/** The answer may be an empty one, and then without pages too. */
export const jobAliasesPage = z
  .object({ aliases: items, pagination: pagination.nullish() })
  .transform((page): Page => ({ items: page.aliases, next: page.pagination?.next ?? null }));

/** What the list (`uid`) and the single deployment (`id`) share. */
const build = z.object({
  url: z.string().min(1),
  projectId: id,
  createdAt: z.number(),
  readyState: z.string(),
  readySubstate: z.string().nullish(),
  target: z.string().nullish(),
  inspectorUrl: z.string().nullish().catch(null),
  meta: z.record(z.string(), z.unknown()).nullish(),
  creator: z.object({ username: z.string().optional() }).nullish(),
});
export type Build = z.infer<typeof build>;

/** A time in milliseconds, or only whether it happened. */
const assigned = z.union([z.number(), z.boolean()]).nullish();

export const listedDeployment = build.extend({
  uid: id,
  aliasAssigned: assigned,
  isRollbackCandidate: z.boolean().nullish(),
  softDeletedByRetention: z.boolean().nullish(),
  deleted: z.number().nullish(),
  expiration: z.number().nullish(),
});
export type ListedDeployment = z.infer<typeof listedDeployment>;

/** The view that only an owner gets; the public and the tiny view lack `projectId`, `url` or both. */
export const ownedDeployment = build.extend({
  id,
  aliasAssignedAt: assigned,
  team: z.object({ id }).nullish(),
  softDeletedByRetention: z.boolean().nullish(),
  deletedAt: z.number().nullish(),
});
export type OwnedDeployment = z.infer<typeof ownedDeployment>;

export const project = z.object({
  id,
  autoAssignCustomDomains: z.unknown().optional(),
  targets: z.object({ production: z.object({ id: id.nullish() }).nullish() }).nullish(),
  lastAliasRequest: z.unknown().optional(),
  rollingRelease: z.unknown().optional(),
});
export type Project = z.infer<typeof project>;

export const lastAliasRequest = z.object({
  type: z.enum(['promote', 'rollback']),
  fromDeploymentId: id.nullish(),
  toDeploymentId: id,
  jobStatus: z.enum(['pending', 'in-progress', 'succeeded', 'failed', 'skipped']),
  requestedAt: z.number(),
});

export const projectDomain = z.object({ name: id, redirect: z.string().nullish(), verified: z.boolean() });

export const alias = z.object({
  deploymentId: id.nullish(),
  projectId: id.nullish(),
  redirect: z.string().nullish(),
});

export const listedAlias = z.object({ alias: id });

/** One mapping of a job. The SDK has a name here, the CLI an object that carries it. */
export const jobAlias = z.object({
  alias: z.union([id, z.object({ alias: id }).transform((inner) => inner.alias)]),
  status: z.string(),
});

export const rollingRelease = z.object({
  rollingRelease: z
    .object({
      state: z.string(),
      canaryDeployment: z.object({ id: id.nullish() }).nullish(),
      currentDeployment: z.object({ id: id.nullish() }).nullish(),
      activeStage: z.object({ targetPercentage: z.number().nullish() }).nullish(),
      currentCanaryPercentage: z.number().nullish(),
    })
    .nullable(),
});
