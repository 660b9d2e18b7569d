import type { Deploys } from '../deploys.ts';
import { createVercelHttp } from './create-vercel-http.ts';
import { newest } from './newest.ts';
import type { Vercel, VercelOptions } from './options.ts';
import { createOwnHost } from './own-host.ts';
import { preview } from './preview.ts';
import { production } from './production.ts';
import { readJob } from './read-job.ts';
import { setAutoAssignment } from './set-auto-assignment.ts';
import { startMove } from './start-move.ts';
import { targets } from './targets.ts';
import { REQUEST_ID_HEADER, visit } from './visit.ts';

export function createVercel(given: VercelOptions): Deploys {
  const options: Vercel = { ...given, http: createVercelHttp(given) };
  const isOwnHost = createOwnHost(options);
  return {
    source: 'vercel',
    requestIdHeader: REQUEST_ID_HEADER,
    targets: (signal) => targets(options, signal),
    newest: (signal) => newest(options, signal),
    production: (signal) => production(options, signal),
    preview: (deploymentId, signal) => preview(options, deploymentId, signal),
    start: (move, beforeSend, signal) => startMove(options, move, beforeSend, signal),
    job: (move, startedAt, signal) => readJob(options, move, startedAt, signal),
    setAutoAssignment: (on, signal) => setAutoAssignment(options, on, signal),
    visit: (url, signal) => visit(options, isOwnHost, url, signal),
  };
}
