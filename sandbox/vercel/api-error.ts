import type { Json } from '#domain/json.ts';

/** What a handler answers. */
export interface Reply {
  readonly status: number;
  /** Null for an empty body. */
  readonly body: Json | null;
}

export function apiError(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message } } };
}

export const notFound = (what: string): Reply => apiError(404, 'not_found', `${what} was not found.`);
