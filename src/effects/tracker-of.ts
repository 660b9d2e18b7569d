import type { Errors } from '#src/providers/errors.ts';
import { withoutErrors } from '#src/providers/without-errors.ts';
import type { ServiceParts } from './parts.ts';

/** Where the service's errors are counted, or what says for it that they are not. */
export function trackerOf({ errors, config }: Pick<ServiceParts, 'errors' | 'config'>): Errors {
  return errors ?? withoutErrors(config.name);
}
