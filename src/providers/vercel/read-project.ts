import { projectsGetProject } from '@vercel/sdk/funcs/projectsGetProject.js';
import { SwitchbackError } from '#domain/errors.ts';
import type { Vercel } from './options.ts';
import { owner } from './owner.ts';
import { read } from './read.ts';
import { project, type Project } from './schemas.ts';

/** The project with its newest job. Without `rollbackInfo`, which the SDK cannot say, the job reads as null even after one ran. */
export async function readProject(options: Vercel, signal: AbortSignal): Promise<Project> {
  const found = await read(
    options,
    'the project',
    project,
    {
      send: (core) => projectsGetProject(core, { idOrName: options.projectId, ...owner(options) }),
      amend: withRollbackInfo,
    },
    signal,
  );
  if (found.id === options.projectId) return found;
  throw new SwitchbackError(
    'provider_answer_invalid',
    `Vercel answered with project ${found.id} where ${options.projectId} was asked for, so it was not used. Set the project's id, not its name.`,
  );
}

function withRollbackInfo(request: Request): Request {
  const url = new URL(request.url);
  url.searchParams.set('rollbackInfo', 'true');
  return new Request(url, request);
}
