import type { Parsed } from '../parse/parsed.ts';
import type { Ran, Step } from '../scratch.ts';

/** What the scratch process runs its SQL on. */
export type Engine =
  /** `template` is a file with the data of an empty database; null makes one anew. */
  | { readonly kind: 'pglite'; readonly extensions: readonly string[]; readonly template: string | null }
  | { readonly kind: 'server'; readonly url: string; readonly statementMs: number };

export type Order =
  | { readonly kind: 'open'; readonly engine: Engine; readonly memoryMb: number }
  | { readonly kind: 'run'; readonly steps: readonly Step[] }
  | { readonly kind: 'probe'; readonly sql: string }
  | { readonly kind: 'parse'; readonly sql: string };

export type Reply =
  | { readonly kind: 'opened' }
  | { readonly kind: 'ran'; readonly answers: readonly (Ran | null)[] }
  | { readonly kind: 'parsed'; readonly parsed: Parsed }
  /** The canary did not sing, or the engine failed in a way that no SQL explains: nothing that it said counts. */
  | { readonly kind: 'broken'; readonly why: string };
