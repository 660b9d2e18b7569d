import { projectsUpdateProject } from '@vercel/sdk/funcs/projectsUpdateProject.js';
import type { Vercel } from './options.ts';
import { owner } from './owner.ts';
import { request } from './request.ts';

export async function setAutoAssignment(options: Vercel, on: boolean, signal: AbortSignal): Promise<void> {
  const requestBody = { autoAssignCustomDomains: on };
  const built = await request(options, {
    send: (core) => projectsUpdateProject(core, { idOrName: options.projectId, requestBody, ...owner(options) }),
  });
  const asked = {
    asked: `to turn auto-assignment of production domains ${on ? 'on' : 'off'}`,
    undone: 'the setting was not changed',
    advice: { outcome_unknown: 'Read the setting; setting it again is harmless.' },
    harmlessAgain: true,
    answer: 'status',
  } as const;
  const sent = await options.http.send({ ...built, ...asked }, () => {}, signal);
  if (sent.kind !== 'taken') throw sent.error;
}
