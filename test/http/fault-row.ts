import type { Fault } from './hostile.ts';

export interface FaultRow {
  readonly what: string;
  /** Null where nobody listens. */
  readonly fault: Fault | null;
  readonly options?: { readonly largestAnswer?: number; readonly attemptTimeoutMs?: number };
  /** What becomes of it, and the message. */
  readonly read: readonly [string, string];
  readonly send: readonly [string, string];
}

/** A vendor's own error. */
export function says(status: number, headers: Readonly<Record<string, string>> = {}): Fault {
  return { kind: 'answer', status, headers, body: '{"code":"nope","message":"No."}' };
}
