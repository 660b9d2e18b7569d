import { expect, test } from 'vitest';
import { transportFailure } from '#src/http/transport-failure.ts';

const never = new AbortController().signal;
const failed = (cause: Error): Error => new TypeError('fetch failed', { cause });
const error = (fields: object, message = ''): Error => Object.assign(new Error(message), fields);

test.each([
  {
    what: 'a refused connection',
    cause: error({ code: 'ECONNREFUSED', syscall: 'connect' }),
    why: 'the connection failed (ECONNREFUSED)',
    neverLeft: true,
  },
  {
    what: 'no such host',
    cause: error({ code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
    why: 'the connection failed (ENOTFOUND)',
    neverLeft: true,
  },
  {
    what: 'no name server',
    cause: error({ code: 'EAI_AGAIN', syscall: 'getaddrinfo' }),
    why: 'the connection failed (EAI_AGAIN)',
    neverLeft: true,
  },
  {
    what: 'no way there',
    cause: error({ code: 'EHOSTUNREACH', syscall: 'connect' }),
    why: 'the connection failed (EHOSTUNREACH)',
    neverLeft: true,
  },
  {
    what: 'no way there any more',
    cause: error({ code: 'EHOSTUNREACH', syscall: 'read' }),
    why: 'the connection failed (EHOSTUNREACH)',
    neverLeft: false,
  },
  {
    what: 'no connection in time',
    cause: error({ code: 'UND_ERR_CONNECT_TIMEOUT' }),
    why: 'the connection failed (UND_ERR_CONNECT_TIMEOUT)',
    neverLeft: true,
  },
  {
    what: 'no headers in time',
    cause: error({ code: 'UND_ERR_HEADERS_TIMEOUT' }),
    why: 'the connection failed (UND_ERR_HEADERS_TIMEOUT)',
    neverLeft: false,
  },
  {
    what: 'a connection that was closed',
    cause: error({ code: 'UND_ERR_SOCKET' }),
    why: 'the connection failed (UND_ERR_SOCKET)',
    neverLeft: false,
  },
  { what: 'a pipe that broke', cause: error({ code: 'EPIPE', syscall: 'write' }), why: 'the connection failed (EPIPE)', neverLeft: false },
  {
    what: 'a certificate of its own',
    cause: error({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    why: 'the connection failed (DEPTH_ZERO_SELF_SIGNED_CERT)',
    neverLeft: true,
  },
  {
    what: 'a certificate that ended',
    cause: error({ code: 'CERT_HAS_EXPIRED' }),
    why: 'the connection failed (CERT_HAS_EXPIRED)',
    neverLeft: true,
  },
  {
    what: 'a certificate for another',
    cause: error({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
    why: 'the connection failed (ERR_TLS_CERT_ALTNAME_INVALID)',
    neverLeft: true,
  },
  {
    what: 'our certificate, which TLS 1.3 refuses after it has the request',
    cause: error({ code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' }),
    why: 'the connection failed (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED)',
    neverLeft: false,
  },
  {
    what: 'every address of a host',
    cause: Object.assign(
      new AggregateError([error({ code: 'ECONNREFUSED', syscall: 'connect' }), error({ code: 'ENETUNREACH', syscall: 'connect' })]),
      { code: 'ECONNREFUSED' },
    ),
    why: 'the connection failed (ECONNREFUSED)',
    neverLeft: true,
  },
  { what: 'an aggregate of nothing', cause: new AggregateError([]), why: 'the connection failed', neverLeft: false },
  { what: 'something else', cause: error({}, 'terminated'), why: 'the connection failed', neverLeft: false },
])('$what', ({ cause, why, neverLeft }) => {
  expect(transportFailure(failed(cause), never)).toEqual({ why, neverLeft });
});

test('what a signal ended may have left', () => {
  const over = AbortSignal.abort();
  expect(transportFailure(over.reason, over)).toEqual({ why: 'no answer in time', neverLeft: false });
});

test('what is no error may have left', () => {
  expect(transportFailure('oops', never)).toEqual({ why: 'the connection failed', neverLeft: false });
});
