import { VercelCore } from '@vercel/sdk/core.js';
import { HTTPClient } from '@vercel/sdk/lib/http.js';
import { SwitchbackError } from '#domain/errors.ts';
import type { PlainRequest } from '#src/http/plain-request.ts';
import { requestOf } from '#src/http/request-of.ts';
import type { Vercel } from './options.ts';

/** One of the SDK's standalone functions with its request filled in. */
export interface Call {
  readonly send: (core: VercelCore) => PromiseLike<unknown>;
  /** Changes the request that the SDK built, where the SDK cannot say what the API needs. */
  readonly amend?: (request: Request) => Request;
}

/**
 * What the SDK would send. It only builds: its own reading of answers turns a missing id into "" and a missing flag into false, fails a whole
 * list for one unknown enum value, and calls an unexpected 2xx an error.
 */
export async function request(options: Vercel, call: Call): Promise<PlainRequest> {
  if (!URL.canParse(options.apiUrl)) {
    throw new SwitchbackError('config_invalid', 'Invalid URL for the API of Vercel, so nothing was sent. Check it in the configuration.');
  }
  return requestOf('Vercel', (fetch) => {
    const http = new HTTPClient({ fetcher: fetch });
    if (call.amend) http.addHook('beforeRequest', call.amend);
    const { token: bearerToken, apiUrl: serverURL, userAgent } = options;
    return call.send(new VercelCore({ bearerToken, serverURL, httpClient: http, ...(userAgent === undefined ? {} : { userAgent }) }));
  });
}
