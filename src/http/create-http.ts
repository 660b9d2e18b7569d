import type { Answer } from './answer.ts';
import type { HttpOptions } from './http-options.ts';
import type { HttpRequest } from './http-request.ts';
import { read } from './read.ts';
import { sdkFetch, type Fetch } from './sdk-fetch.ts';
import { send } from './send.ts';
import type { Sent } from './sent.ts';

/**
 * How a vendor is spoken to over HTTP. Every attempt has a ceiling of time and size, goes through the proxy, follows no redirect, and no message of
 * it has a secret in it. An SDK that builds requests well is used with `requestOf`; what it makes of answers is not.
 */
export interface Http {
  /**
   * Asks a question, whatever its method, and asks again where that may help: at most twice, within `signal`, after the time that the vendor
   * named. At most eight are under way at one host.
   *
   * @throws SwitchbackError `provider_unauthorized`, `provider_not_found`, `provider_rate_limited` and `provider_unavailable` with the wait that
   * was named, `provider_refused`, `provider_answer_invalid`; `config_invalid` for a request that cannot be built.
   */
  read(request: HttpRequest, signal: AbortSignal): Promise<Answer>;
  /**
   * Sends a change once, never twice. `beforeSend` runs immediately before the bytes leave; what it throws stops the request and is thrown on.
   *
   * @throws SwitchbackError `outcome_unknown` where it may have been done: an answer that was lost, 5xx, a redirect, a page that is not the vendor's.
   */
  send(request: HttpRequest, beforeSend: () => void, signal: AbortSignal): Promise<Sent>;
  /**
   * A `fetch` for what an SDK does by itself, such as minting a token. One attempt; whatever is answered is handed over.
   *
   * @throws SwitchbackError `provider_unavailable`; `outcome_unknown` for anything but GET and HEAD that may have landed.
   */
  readonly fetch: Fetch;
}

export function createHttp(options: HttpOptions): Http {
  return {
    read: (request, signal) => read(options, request, signal),
    send: (request, beforeSend, signal) => send(options, request, beforeSend, signal),
    fetch: sdkFetch(options),
  };
}
