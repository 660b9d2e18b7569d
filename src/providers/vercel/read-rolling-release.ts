import { rollingReleaseGetRollingRelease } from '@vercel/sdk/funcs/rollingReleaseGetRollingRelease.js';
import type { Production } from '#domain/deployment.ts';
import { SwitchbackError } from '#domain/errors.ts';
import type { Vercel } from './options.ts';
import { owner } from './owner.ts';
import { read } from './read.ts';
import { rollingRelease } from './schemas.ts';

export type RollingReleaseReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'active'; readonly release: NonNullable<Production['rollingRelease']> }
  /** Plans without rolling releases refuse the question. Harmless only where the project has none configured. */
  | { readonly kind: 'refused'; readonly error: SwitchbackError };

/** Every state that is not known to be over counts as active. A 404 is "none": the project itself is read beside this. */
export async function readRollingRelease(options: Vercel, signal: AbortSignal): Promise<RollingReleaseReading> {
  const answer = await read(
    options,
    'the rolling release',
    rollingRelease,
    { send: (core) => rollingReleaseGetRollingRelease(core, { idOrName: options.projectId, ...owner(options) }) },
    signal,
  ).catch((error: unknown) => {
    if (error instanceof SwitchbackError && error.code === 'provider_not_found') return { rollingRelease: null };
    if (error instanceof SwitchbackError && (error.code === 'provider_unauthorized' || error.code === 'provider_refused')) return error;
    throw error;
  });
  if (answer instanceof SwitchbackError) return { kind: 'refused', error: answer };

  const found = answer.rollingRelease;
  if (found === null || found.state === 'COMPLETE' || found.state === 'ABORTED') return { kind: 'none' };
  return {
    kind: 'active',
    release: {
      canary: found.canaryDeployment?.id ?? null,
      base: found.currentDeployment?.id ?? null,
      percentage: found.currentCanaryPercentage ?? found.activeStage?.targetPercentage ?? null,
    },
  };
}
