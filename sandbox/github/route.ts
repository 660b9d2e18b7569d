import type { Reply } from './reply.ts';
import type { State } from './state.ts';

export interface ApiRequest {
  /** What stood for the `{…}` parts after owner and repository, decoded, by name. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** By the operation as GitHub's contract names it. */
export type Routes = Readonly<Record<string, (state: State, request: ApiRequest) => Promise<Reply>>>;

export function pageOf<T>(all: readonly T[], query: URLSearchParams): readonly T[] {
  const size = Math.min(100, Number(query.get('per_page') ?? 30));
  const page = Number(query.get('page') ?? 1);
  return all.slice((page - 1) * size, page * size);
}
