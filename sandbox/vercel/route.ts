import type { Json } from '#domain/json.ts';
import type { Reply } from './api-error.ts';
import type { State } from './state.ts';

export type RouteName =
  | 'list deployments'
  | 'read deployment'
  | 'read project'
  | 'update project'
  | 'list domains'
  | 'list aliases'
  | 'read alias'
  | 'promote'
  | 'rollback'
  | 'list promote aliases'
  | 'list rollback aliases'
  | 'read rolling release'
  | 'read rolling release config';

export interface ApiRequest {
  /** What stood for the `{…}` parts of the path, decoded, in order. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly contentType: string;
  /** Undefined where there was no body. */
  readonly body: Json | undefined;
}

export interface Route {
  readonly name: RouteName;
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** With `{…}` for one part of the path. */
  readonly path: string;
  /** Besides `teamId` and `slug`. Any other is refused, as Vercel refuses it. */
  readonly query: readonly string[];
  readonly handle: (state: State, request: ApiRequest) => Reply;
}
