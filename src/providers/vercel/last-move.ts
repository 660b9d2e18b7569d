import { z } from 'zod';
import type { LastMove } from '#domain/deployment.ts';
import { SwitchbackError } from '#domain/errors.ts';
import { lastAliasRequest, type Project } from './schemas.ts';

const words = z.object({ type: z.string(), jobStatus: z.string() });
const GESTURES = new Set<string>(lastAliasRequest.shape.type.options);
const STATUSES = new Set<string>(lastAliasRequest.shape.jobStatus.options);

/** As `lastMove`, but null where a word in the record is not known here: whatever it means, the next move is not blocked by it. */
export function lastKnownMove(found: Project): LastMove | null {
  const told = words.safeParse(found.lastAliasRequest);
  const isKnown = told.success && GESTURES.has(told.data.type) && STATUSES.has(told.data.jobStatus);
  return told.success && !isKnown ? null : lastMove(found);
}

/** Null only where Vercel says that there is none: a record that cannot be read must not look like no record. */
export function lastMove(found: Project): LastMove | null {
  if (found.lastAliasRequest === null || found.lastAliasRequest === undefined) return null;
  const parsed = lastAliasRequest.safeParse(found.lastAliasRequest);
  if (!parsed.success) {
    throw new SwitchbackError(
      'provider_answer_invalid',
      `Vercel's record of the newest re-point has changed (${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}), so it was not used. Look at the project in Vercel's dashboard.`,
    );
  }
  const { type, fromDeploymentId, toDeploymentId, jobStatus, requestedAt } = parsed.data;
  return {
    gesture: type,
    from: fromDeploymentId ?? null,
    to: toDeploymentId,
    requestedAt,
    status: jobStatus === 'in-progress' ? 'in progress' : jobStatus,
  };
}
