import { SwitchbackError } from '#domain/errors.ts';
import { plainRequest, type PlainRequest } from './plain-request.ts';
import type { Fetch } from './sdk-fetch.ts';

/**
 * The one request that an SDK builds, which is not sent: `read` and `send` do that. The SDK is given an empty answer, and what it makes of that is
 * of no interest, an exception included.
 *
 * @throws SwitchbackError `config_invalid` where it builds none.
 */
export async function requestOf(vendor: string, use: (fetch: Fetch) => PromiseLike<unknown>): Promise<PlainRequest> {
  const built: PlainRequest[] = [];
  const fetch: Fetch = async (input, init) => {
    built.push(await plainRequest(new Request(input, init)));
    return new Response(null, { status: 204 });
  };
  try {
    await use(fetch);
  } catch {
    // An empty answer is not what it asked for.
  }
  const [request] = built;
  if (request !== undefined) return request;
  // Without the SDK's own error, which may quote a header.
  throw new SwitchbackError('config_invalid', `The request to ${vendor} could not be built, so nothing was sent. Check its settings.`);
}
