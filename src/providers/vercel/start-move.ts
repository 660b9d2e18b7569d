import { projectsRequestPromote } from '@vercel/sdk/funcs/projectsRequestPromote.js';
import { projectsRequestRollback } from '@vercel/sdk/funcs/projectsRequestRollback.js';
import type { Move } from '#domain/deployment.ts';
import type { MoveAnswer } from '../deploys.ts';
import { exchange, type Call } from './exchange.ts';
import { moveAnswer } from './move-answer.ts';
import type { VercelOptions } from './options.ts';
import { owner } from './owner.ts';
import { readDeployment } from './read-deployment.ts';
import { requireMovable } from './require-movable.ts';

const LONGEST_DESCRIPTION = 250;

export async function startMove(options: VercelOptions, move: Move, beforeSend: () => void, signal: AbortSignal): Promise<MoveAnswer> {
  requireMovable(options, move.to, await readDeployment(options, move.to, signal));
  const call: Call = { send: gestures[move.gesture](options, move), amend: withEmptyObject, beforeSend };
  return moveAnswer(options, move, await exchange(options, call, signal));
}

const gestures: Record<Move['gesture'], (options: VercelOptions, move: Move) => Call['send']> = {
  promote: (options, move) => (core, call) =>
    projectsRequestPromote(core, { projectId: options.projectId, deploymentId: move.to, ...owner(options) }, call),
  rollback: (options, move) => (core, call) =>
    projectsRequestRollback(
      core,
      {
        projectId: options.projectId,
        deploymentId: move.to,
        description: move.reason.slice(0, LONGEST_DESCRIPTION).toWellFormed(),
        ...owner(options),
      },
      call,
    ),
};

/** The SDK sends these two without a body; Vercel's own CLI sends `{}` and notes that it is required. */
function withEmptyObject(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/json');
  return new Request(request, { method: 'POST', headers, body: '{}' });
}
