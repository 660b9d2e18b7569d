import { projectsUpdateProject } from '@vercel/sdk/funcs/projectsUpdateProject.js';
import { SwitchbackError } from '#domain/errors.ts';
import { exchange } from './exchange.ts';
import { answerFailure } from './failure.ts';
import type { VercelOptions } from './options.ts';
import { owner } from './owner.ts';

export async function setAutoAssignment(options: VercelOptions, on: boolean, signal: AbortSignal): Promise<void> {
  const requestBody = { autoAssignCustomDomains: on };
  const got = await exchange(
    options,
    { send: (core, call) => projectsUpdateProject(core, { idOrName: options.projectId, requestBody, ...owner(options) }, call) },
    signal,
  );
  const wanted = `to turn auto-assignment of production domains ${on ? 'on' : 'off'}`;
  if (got.kind === 'not sent') {
    throw new SwitchbackError('provider_unavailable', `Vercel could not be asked ${wanted} (${got.why}). Nothing was sent; try again.`, {
      retryable: true,
      cause: got.cause,
    });
  }
  if (got.kind === 'answered' && got.status >= 200 && got.status < 300) return;
  if (got.kind === 'answered' && got.status >= 400 && got.status < 500 && got.status !== 408) {
    throw answerFailure(got, wanted, 'the setting was not changed');
  }
  const why = got.kind === 'lost' ? got.why : `it answered ${got.status}`;
  throw new SwitchbackError(
    'outcome_unknown',
    `Vercel was asked ${wanted} and ${why}, so the setting may or may not have changed. Read it; setting it again is harmless.`,
    { retryable: true, cause: got.kind === 'lost' ? got.cause : undefined },
  );
}
