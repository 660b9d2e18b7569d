import type { Answer } from './answer.ts';
import type { Advice } from './http-request.ts';
import type { VendorWords } from './vendor-words.ts';

export interface HttpOptions {
  /** As people know it. Begins every message. */
  readonly vendor: string;
  /**
   * Whatever must never be in a message, however it is encoded. What a request carries in a header for authentication is added by itself,
   * so a token that is minted on the way need not be known here.
   */
  readonly secrets: readonly string[];
  /** What to do next, by code, where the client's own advice is too general. */
  readonly advice?: Advice;
  /** The same, before `advice`, where an answer outside 2xx tells it better than its code. */
  readonly adviceOn?: (answer: Answer) => Advice;
  /** What the vendor's own error says; null parts where nothing of it is to be shown. The usual shapes of errors are known without it. */
  readonly said?: (json: unknown) => VendorWords;
  /** Where the vendor names its wait in a header of its own, milliseconds. `Retry-After` is read where this gives null. */
  readonly retryAfterMs?: (headers: Headers) => number | null;
  /** Statuses of 3xx and 5xx of which the vendor's documentation promises that nothing was done. None unless given. */
  readonly nothingDoneAt?: readonly number[];
  /** Ceiling for one attempt, its body included; 20 s unless given. */
  readonly attemptTimeoutMs?: number;
  /** Of an answer, after decompression; 10 MiB unless given. */
  readonly largestAnswer?: number;
  /** Waits before a read is repeated, and returns early with its signal. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}
