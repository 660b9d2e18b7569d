import { SwitchbackError } from '#domain/errors.ts';

/**
 * Why a provider could not be asked, as its own error says it, which names what to fix. An error that is neither a provider's
 * nor the time limit is a defect and is thrown again.
 */
export function couldNotLook(error: unknown, signal: AbortSignal): { readonly code: SwitchbackError['code'] | null; readonly why: string } {
  if (error instanceof SwitchbackError) return { code: error.code, why: error.message };
  if (signal.aborted && isAbort(error, signal)) return { code: null, why: 'There was no answer within the time allowed. Look again.' };
  throw error;
}

function isAbort(error: unknown, signal: AbortSignal): boolean {
  return error === signal.reason || (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError'));
}
