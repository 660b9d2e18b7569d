import { EnvHttpProxyAgent, setGlobalDispatcher, type Dispatcher } from 'undici';
import type { ProxySettings } from '#src/config/config.ts';

/**
 * Sends every `fetch` of this process through the proxy, until it ends. What does not use `fetch` is given the dispatcher. Targets of both
 * schemes are reached by CONNECT.
 */
export function useProxy(proxy: ProxySettings | null): Dispatcher | null {
  if (proxy === null) return null;
  // An empty text, unlike none, keeps the agent from looking into the environment by itself.
  const dispatcher = new EnvHttpProxyAgent({ httpsProxy: proxy.https ?? '', httpProxy: proxy.http ?? '', noProxy: proxy.except.join(',') });
  setGlobalDispatcher(dispatcher);
  return dispatcher;
}

/** The proxy for one address; null where it is reached directly. */
export function proxyFor(proxy: ProxySettings | null, address: string): string | null {
  const url = URL.parse(address);
  if (proxy === null || url === null) return null;
  const isDirect = proxy.except
    .map((host) => host.replace(/^\*?\./, '').toLowerCase())
    .some((host) => host === '*' || url.hostname === host || url.host === host || url.hostname.endsWith(`.${host}`));
  if (isDirect) return null;
  return url.protocol === 'https:' ? (proxy.https ?? proxy.http) : proxy.http;
}
