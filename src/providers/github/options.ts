import type { Undo } from '../undo.ts';

export type GithubAuth =
  | { readonly kind: 'token'; readonly token: string }
  /** The private key as GitHub gives it, a PEM. */
  | { readonly kind: 'app'; readonly appId: string; readonly privateKey: string; readonly installationId: string };

export interface GithubOptions {
  readonly auth: GithubAuth;
  /** `https://api.github.com`, or `https://HOST/api/v3` of a server of one's own. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repository: string;
  /** The branch that production is built from. */
  readonly main: string;
  /** Whether pull requests may be opened without anybody's click. Not unless told. */
  readonly mayOpen?: boolean;
  /** A true merge, for files that changed again since; null where no clone is configured. */
  readonly undo: Undo | null;
  /** The input by which a workflow takes the key of a run, and which its `run-name` must have in it. */
  readonly keyInput?: string;
  /** Ceiling for one request, in milliseconds; 20 s unless given. */
  readonly requestTimeoutMs?: number;
}
