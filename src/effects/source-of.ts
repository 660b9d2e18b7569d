import { SwitchbackError } from '#domain/errors.ts';
import type { EffectParts, ServiceParts } from './parts.ts';

/** What evidence names as its source where nothing could be read, also of a service that is not configured any more. */
export function sourceOf(parts: EffectParts, service: string, of: (parts: ServiceParts) => { readonly source: string }): string {
  try {
    return of(parts.service(service)).source;
  } catch (error) {
    if (error instanceof SwitchbackError) return 'config';
    throw error;
  }
}
