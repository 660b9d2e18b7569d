export interface TransportFailure {
  /** In words that carry no address, header or body. */
  readonly why: string;
  /** Whether it certainly happened before a byte of the request left. */
  readonly neverLeft: boolean;
}

/** Only what this side finds wrong with a certificate, before it says anything. What the other side finds wrong may be told after it has the request. */
const REFUSED_BY_US =
  /^(?:CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_UNSUPPORTED_PROTOCOL)$/;
/** A system call that comes before there is a connection. The same codes (`EHOSTUNREACH`, `ETIMEDOUT`) also end one that stands. */
const BEFORE = new Set(['connect', 'getaddrinfo']);
/** Node and undici have no code of their own for these two. */
const NO_TUNNEL = /^Proxy response \((\d+)\)/;
const NO_HANDSHAKE = 'Client network socket disconnected before secure TLS connection was established';

/** What a `fetch` that failed means. */
export function transportFailure(error: unknown, signal: AbortSignal): TransportFailure {
  const chain = causesOf(error);
  return { why: whyOf(chain, signal), neverLeft: chain.some((one) => neverLeft(one)) };
}

function whyOf(chain: readonly Error[], signal: AbortSignal): string {
  const status = chain.map(({ message }) => NO_TUNNEL.exec(message)?.[1]).find((found) => found !== undefined);
  if (status !== undefined) return `the proxy answered ${status}`;
  const code = chain.map((one) => textOf(one, 'code')).find((found) => found !== null);
  if (code !== undefined) return `the connection failed (${code})`;
  return signal.aborted ? 'no answer in time' : 'the connection failed';
}

/** Below `fetch failed` the reason, and below that of a proxy its own. */
function causesOf(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}

function neverLeft(error: unknown): boolean {
  // One for each address of the host.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every((one) => neverLeft(one));
  if (!(error instanceof Error)) return false;
  const code = textOf(error, 'code') ?? '';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || REFUSED_BY_US.test(code)) return true;
  if (NO_TUNNEL.test(error.message) || error.message === NO_HANDSHAKE) return true;
  return BEFORE.has(textOf(error, 'syscall') ?? '');
}

function textOf(error: Error, name: string): string | null {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' && value !== '' ? value : null;
}
