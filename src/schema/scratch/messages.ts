import type { Parsed } from '../parse/parsed.ts';
import type { Ran, Step } from '../scratch.ts';

/** What the scratch process runs its SQL on. */
export type Engine =
  /** `template` is a file with the data of an empty database; null makes one anew. */
  | { readonly kind: 'pglite'; readonly extensions: readonly string[]; readonly template: string | null }
  | { readonly kind: 'server'; readonly url: string; readonly statementMs: number };

/** A process may hold several databases, each by a number of its own. */
export type Order =
  | { readonly kind: 'open'; readonly database: number; readonly engine: Engine; readonly memoryMb: number }
  /** Ends the connection, and nothing else. */
  | { readonly kind: 'leave'; readonly database: number }
  | { readonly kind: 'run'; readonly database: number; readonly steps: readonly Step[]; readonly patienceMs: number }
  | { readonly kind: 'probe'; readonly database: number; readonly sql: string }
  | { readonly kind: 'parse'; readonly scripts: readonly string[] };

export type Reply =
  | { readonly kind: 'opened' }
  | { readonly kind: 'left' }
  | { readonly kind: 'ran'; readonly answers: readonly (Ran | null)[] }
  | { readonly kind: 'parsed'; readonly parsed: readonly Parsed[] }
  /** The canary did not sing, or the engine failed in a way that no SQL explains: nothing that it said counts. */
  | { readonly kind: 'broken'; readonly why: string };
