import { deploymentsGetDeployment } from '@vercel/sdk/funcs/deploymentsGetDeployment.js';
import { z } from 'zod';
import type { Vercel } from './options.ts';
import { owner } from './owner.ts';
import { read } from './read.ts';
import { ownedDeployment, type OwnedDeployment } from './schemas.ts';

/** By id or by host. Null where Vercel gave a view without the fields that tell whose deployment it is: unknown, not a match. */
export async function readDeployment(options: Vercel, idOrHost: string, signal: AbortSignal): Promise<OwnedDeployment | null> {
  const answer = await read(
    options,
    `deployment ${idOrHost}`,
    z.looseObject({}),
    { send: (core) => deploymentsGetDeployment(core, { idOrUrl: idOrHost, ...owner(options) }) },
    signal,
  );
  const parsed = ownedDeployment.safeParse(answer);
  return parsed.success ? parsed.data : null;
}
