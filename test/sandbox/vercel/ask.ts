import type { LocalVercel } from '#sandbox/vercel/local-vercel.ts';

/** One raw request to the API, with the right token and team unless `headers` or `query` say otherwise. */
export async function ask(
  vercel: LocalVercel,
  method: string,
  path: string,
  { query = {}, headers = {}, body }: { query?: Record<string, string>; headers?: Record<string, string>; body?: string } = {},
): Promise<{ readonly status: number; readonly body: unknown }> {
  const { apiUrl, token, teamId } = vercel.access;
  const url = new URL(path, apiUrl);
  for (const [key, value] of Object.entries({ ...(teamId === null ? {} : { teamId }), ...query })) url.searchParams.set(key, value);
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}
