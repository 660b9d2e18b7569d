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
const BEFORE = ['connect', 'getaddrinfo'];
/** Node and undici have no code of their own for these two. */
const NO_TUNNEL = /^Proxy response \(\d+\)/;
const NO_HANDSHAKE = 'Client network socket disconnected before secure TLS connection was established';

/** What a `fetch` that failed means. */
export function transportFailure(error: unknown, signal: AbortSignal): TransportFailure {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = textOf(cause, 'code') ?? textOf(error, 'code');
  const failed = code === null ? 'the connection failed' : `the connection failed (${code})`;
  return { why: code === null && signal.aborted ? 'no answer in time' : failed, neverLeft: neverLeft(cause) };
}

function neverLeft(error: unknown): boolean {
  // One for each address of the host.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every((one) => neverLeft(one));
  if (!(error instanceof Error)) return false;
  const code = textOf(error, 'code') ?? '';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || REFUSED_BY_US.test(code)) return true;
  if (NO_TUNNEL.test(error.message) || error.message === NO_HANDSHAKE) return true;
  return BEFORE.includes(textOf(error, 'syscall') ?? '');
}

function textOf(error: unknown, name: string): string | null {
  const value: unknown = error instanceof Error ? Reflect.get(error, name) : null;
  return typeof value === 'string' && value !== '' ? value : null;
}
