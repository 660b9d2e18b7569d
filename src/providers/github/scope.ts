import type { Client } from './exchange.ts';
import type { GithubOptions } from './options.ts';

/** What every question here needs. */
export interface Scope {
  readonly client: Client;
  readonly options: GithubOptions;
  /** The `{owner}` and `{repo}` of every route. */
  readonly repo: { readonly owner: string; readonly repo: string };
}

/** Only for taking it out of what is said. */
export function tokenOf({ options: { auth } }: Scope): string | null {
  return auth.kind === 'token' ? auth.token : null;
}
