import type { Move } from '#domain/deployment.ts';
import { SwitchbackError } from '#domain/errors.ts';
import type { MoveAnswer } from '../deploys.ts';
import type { Exchange } from './exchange.ts';
import { answerFailure, vendorError } from './failure.ts';
import type { VercelOptions } from './options.ts';
import { redact } from './redact.ts';

/** 4xx that a proxy or server also answers to a request whose fate it does not know. */
const DOUBTFUL = new Set([408, 425, 499]);

/** Reads the answer to the one POST. Every 2xx is a yes, also one that the documentation does not list; doubt is never a no. */
export function moveAnswer(options: VercelOptions, move: Move, got: Exchange): MoveAnswer {
  if (got.kind === 'not sent') {
    throw new SwitchbackError(
      'provider_unavailable',
      `Vercel could not be reached (${got.why}), so no ${move.gesture} was sent. Try again.`,
      {
        retryable: true,
        cause: got.cause,
      },
    );
  }
  if (got.kind === 'lost') throw outcomeUnknown(move, got.why, got.cause);

  const { status } = got;
  if (status >= 200 && status < 300) return { kind: 'accepted', queued: move.gesture === 'promote' && status === 202 };
  if (status < 400 || status >= 500 || DOUBTFUL.has(status)) throw outcomeUnknown(move, `it answered ${status}`, undefined);
  if (status === 401 || status === 403 || status === 429) {
    throw answerFailure(got, `for a ${move.gesture} to ${move.to}`, 'production was not moved');
  }

  const { code, message } = vendorError(got);
  if (status === 409 && message !== null && /already the current production deployment/i.test(message)) return { kind: 'already there' };
  return { kind: 'refused', status, code, message: redact(options, message ?? 'Vercel gave no reason.') };
}

function outcomeUnknown(move: Move, why: string, cause: unknown): SwitchbackError {
  return new SwitchbackError(
    'outcome_unknown',
    `The ${move.gesture} to ${move.to} was sent to Vercel and ${why}, so it may or may not have been taken. It was not sent again; read the newest job and the domains first.`,
    { cause },
  );
}
