import type { Deploys } from '#src/providers/deploys.ts';
import { withoutPlatform } from '#src/providers/without-platform.ts';
import type { ServiceParts } from './parts.ts';

/** The platform of the service, or what says for it that there is none to ask. */
export function platformOf({ deploys, config: { name, platform } }: Pick<ServiceParts, 'deploys' | 'config'>): Deploys {
  return deploys ?? withoutPlatform(name, platform?.title ?? null);
}
