import { randomBytes } from 'node:crypto';
import { deploymentHandler } from './edge.ts';
import type { Start } from './listen.ts';
import type { NewDeployment } from './local-vercel.ts';
import type { Build, State } from './state.ts';

/** Gives a build its id and its own address, and keeps it. */
export async function addBuild(state: State, start: Start, input: NewDeployment): Promise<Build> {
  const id = input.id ?? `dpl_${randomBytes(12).toString('hex')}`;
  if (state.builds.has(id)) throw new Error(`The local Vercel has a deployment ${id} already`);
  const listener = await start(deploymentHandler(state, id));
  const createdAt = input.createdAt ?? nextCreatedAt(state);
  const build: Build = {
    id,
    host: listener.host,
    projectId: input.projectId ?? state.settings.projectId,
    commit: input.commit,
    dirty: input.dirty ?? false,
    message: input.message,
    author: input.author,
    origin: input.origin,
    target: input.target === undefined ? 'production' : input.target,
    createdAt,
    state: input.state ?? 'READY',
    served: input.served ?? false,
    liveAt: input.served === true ? createdAt : null,
    deletedByRetention: false,
  };
  state.builds.set(id, build);
  state.changed({ kind: 'deployment', id });
  return build;
}

/** Lists are paged by this time, so no two builds share one. */
function nextCreatedAt(state: State): number {
  return Math.max(state.settings.now(), ...[...state.builds.values()].map((build) => build.createdAt + 1));
}
