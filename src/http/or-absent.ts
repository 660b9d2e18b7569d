import { SwitchbackError } from '#domain/errors.ts';

/** Null where the vendor itself says that there is no such thing. */
export async function orAbsent<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof SwitchbackError && error.code === 'provider_not_found') return null;
    throw error;
  }
}
