import { projectsRequestPromote } from '@vercel/sdk/funcs/projectsRequestPromote.js';
import { projectsRequestRollback } from '@vercel/sdk/funcs/projectsRequestRollback.js';
import type { Move } from '#domain/deployment.ts';
import type { MoveAnswer } from '../deploys.ts';
import { moveAnswer } from './move-answer.ts';
import type { Vercel } from './options.ts';
import { owner } from './owner.ts';
import { readDeployment } from './read-deployment.ts';
import { request, type Call } from './request.ts';
import { requireMovable } from './require-movable.ts';

const LONGEST_DESCRIPTION = 250;

export async function startMove(options: Vercel, move: Move, beforeSend: () => void, signal: AbortSignal): Promise<MoveAnswer> {
  requireMovable(options, move.to, await readDeployment(options, move.to, signal));
  const built = await request(options, { send: gestures[move.gesture](options, move), amend: withEmptyObject });
  const asked = {
    asked: `for a ${move.gesture} to ${move.to}`,
    undone: 'production was not moved',
    advice: { outcome_unknown: 'Read the newest job and the domains first.' },
    answer: 'status',
  } as const;
  return moveAnswer(move, await options.http.send({ ...built, ...asked }, beforeSend, signal));
}

const gestures: Record<Move['gesture'], (options: Vercel, move: Move) => Call['send']> = {
  promote: (options, move) => (core) =>
    projectsRequestPromote(core, { projectId: options.projectId, deploymentId: move.to, ...owner(options) }),
  rollback: (options, move) => (core) =>
    projectsRequestRollback(core, {
      projectId: options.projectId,
      deploymentId: move.to,
      description: move.reason.slice(0, LONGEST_DESCRIPTION).toWellFormed(),
      ...owner(options),
    }),
};

/** The SDK sends these two without a body; Vercel's own CLI sends `{}` and notes that it is required. */
function withEmptyObject(built: Request): Request {
  const headers = new Headers(built.headers);
  headers.set('content-type', 'application/json');
  return new Request(built, { method: 'POST', headers, body: '{}' });
}
