import { SwitchbackError } from '#domain/errors.ts';
import type { Vercel } from './options.ts';
import type { OwnedDeployment } from './schemas.ts';

/**
 * The project and the deployment of a move are two separate ids, so a mistaken pair would be sent as it is.
 * Returns only for a READY production deployment of this project and team; nothing has been sent when it throws.
 */
export function requireMovable(options: Vercel, id: string, found: OwnedDeployment | null): void {
  if (found === null || found.id !== id) {
    throw new SwitchbackError(
      'provider_answer_invalid',
      `Vercel did not say whose deployment ${id} is, so production was not moved. Check that the token belongs to the owner of the project.`,
    );
  }
  const wrong = whyNot(options, found);
  if (wrong === null) return;
  throw new SwitchbackError('provider_refused', `Deployment ${id} ${wrong}, so production was not moved. Choose another target.`);
}

function whyNot(options: Vercel, found: OwnedDeployment): string | null {
  if (found.projectId !== options.projectId) return `belongs to project ${found.projectId} and not to ${options.projectId}`;
  // The request was made for the team; where the answer names one, it must be that one.
  if (found.team !== undefined && (found.team?.id ?? null) !== options.teamId) return 'belongs to another team';
  if (found.target !== 'production') return 'is not a production deployment';
  if (found.readyState !== 'READY') return `is ${found.readyState} and not READY`;
  if (found.softDeletedByRetention === true || found.deletedAt) return 'was deleted';
  return null;
}
