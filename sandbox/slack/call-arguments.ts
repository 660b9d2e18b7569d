import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject } from './blocks/block.ts';

export type CallArguments =
  | { readonly kind: 'arguments'; readonly args: JsonObject; readonly token: string | null }
  | { readonly kind: 'refused'; readonly error: 'invalid_json' | 'json_not_object' | 'invalid_post_type' };

/** What was asked, from the query and the body, and the token from wherever it was put. The token is not among the arguments. */
export function callArguments(request: IncomingMessage, url: URL, body: Buffer): CallArguments {
  const given = bodyArguments(request, body.toString());
  if (typeof given === 'string') return { kind: 'refused', error: given };
  const { token, ...args } = { ...Object.fromEntries(url.searchParams), ...given };
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return { kind: 'arguments', args, token: bearer ?? (typeof token === 'string' ? token : null) };
}

function bodyArguments(request: IncomingMessage, body: string): JsonObject | 'invalid_json' | 'json_not_object' | 'invalid_post_type' {
  if (request.method === 'GET' || body === '') return {};
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim();
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(body));
  if (type !== 'application/json') return 'invalid_post_type';
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) ? parsed : 'json_not_object';
  } catch {
    return 'invalid_json';
  }
}
