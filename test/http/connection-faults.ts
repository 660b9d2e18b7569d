import { says, type FaultRow } from './fault-row.ts';

export const CONNECTION_FAULTS: readonly FaultRow[] = [
  {
    what: 'an answer',
    fault: { kind: 'answer', status: 200, body: '{"name":"thing"}' },
    read: ['read, 1 request', ''],
    send: ['taken, 1 request', ''],
  },
  {
    what: 'no answer within the attempt',
    fault: { kind: 'hang' },
    options: { attemptTimeoutMs: 700 },
    read: [
      'provider_unavailable, retryable, 3 requests, waits of 250 and 1000 ms',
      'Acme was asked for the thing: no answer in time. It was not read. Try again.',
    ],
    send: [
      'thrown: outcome_unknown, 1 request',
      'Acme was asked to change the thing: no answer in time. It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    ],
  },
  {
    what: 'a reset before it is looked at',
    fault: { kind: 'reset', when: 'before' },
    read: [
      'provider_unavailable, retryable, 3 requests, waits of 250 and 1000 ms',
      'Acme was asked for the thing: the connection failed (ECONNRESET). It was not read. Try again.',
    ],
    send: [
      'thrown: outcome_unknown, 1 request',
      'Acme was asked to change the thing: the connection failed (ECONNRESET). It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    ],
  },
  {
    what: 'a reset after it was taken',
    fault: { kind: 'reset', when: 'after' },
    read: [
      'provider_unavailable, retryable, 3 requests, waits of 250 and 1000 ms',
      'Acme was asked for the thing: the connection failed (ECONNRESET). It was not read. Try again.',
    ],
    send: [
      'thrown: outcome_unknown, 1 request',
      'Acme was asked to change the thing: the connection failed (ECONNRESET). It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    ],
  },
  {
    what: 'a refused connection',
    fault: null,
    read: [
      'provider_unavailable, retryable, 0 requests, waits of 250 and 1000 ms',
      'Acme was asked for the thing: the connection failed (ECONNREFUSED). It was not read. Try again.',
    ],
    send: [
      'not sent: provider_unavailable, retryable, 0 requests',
      'Acme could not be asked to change the thing: the connection failed (ECONNREFUSED). Nothing was sent. Try again.',
    ],
  },
  {
    what: 'a whole status and half a body',
    fault: { kind: 'half a body', status: 200 },
    read: [
      'provider_unavailable, retryable, 3 requests, waits of 250 and 1000 ms',
      'Acme was asked for the thing: the answer broke off. It was not read. Try again.',
    ],
    send: [
      'thrown: outcome_unknown, 1 request',
      'Acme was asked to change the thing: the answer broke off. It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    ],
  },
  {
    what: 'invalid JSON',
    fault: { kind: 'answer', status: 200, body: '{"name": ' },
    read: [
      'provider_answer_invalid, 1 request',
      'Acme was asked for the thing and answered 200 with something that is not JSON, so it was not read. Check the address in the configuration.',
    ],
    send: [
      'thrown: outcome_unknown, 1 request',
      'Acme was asked to change the thing: it answered 200 with something that is not JSON. It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    ],
  },
  {
    what: 'a page with 200',
    fault: { kind: 'answer', status: 200, body: '<html>Bad</html>' },
    read: [
      'provider_answer_invalid, 1 request',
      'Acme was asked for the thing and answered 200 with something that is not JSON, so it was not read. Check the address in the configuration.',
    ],
    send: [
      'thrown: outcome_unknown, 1 request',
      'Acme was asked to change the thing: it answered 200 with something that is not JSON. It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    ],
  },
  {
    what: 'a slow drip',
    fault: { kind: 'drip', status: 200 },
    options: { attemptTimeoutMs: 700 },
    read: [
      'provider_unavailable, retryable, 3 requests, waits of 250 and 1000 ms',
      'Acme was asked for the thing: no answer in time. It was not read. Try again.',
    ],
    send: [
      'thrown: outcome_unknown, 1 request',
      'Acme was asked to change the thing: no answer in time. It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    ],
  },
  {
    what: 'an oversized body',
    fault: { kind: 'answer', status: 200, body: `"${'x'.repeat(200)}"` },
    options: { largestAnswer: 100 },
    read: [
      'provider_answer_invalid, 1 request',
      'Acme was asked for the thing and the answer is larger than 100 bytes, so it was not read. Check the address in the configuration.',
    ],
    send: [
      'thrown: outcome_unknown, 1 request',
      'Acme was asked to change the thing: the answer is larger than 100 bytes. It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    ],
  },
  {
    what: 'a redirect',
    fault: says(302, { location: 'http://127.0.0.1:1/' }),
    read: [
      'provider_answer_invalid, 1 request',
      'Acme answered 302 (nope) when asked for the thing, so it was not read. Check the address in the configuration.',
    ],
    send: [
      'thrown: outcome_unknown, 1 request',
      'Acme was asked to change the thing: it answered 302. It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    ],
  },
  {
    what: 'a redirect that keeps the method',
    fault: says(307, { location: 'http://127.0.0.1:1/' }),
    read: [
      'provider_answer_invalid, 1 request',
      'Acme answered 307 (nope) when asked for the thing, so it was not read. Check the address in the configuration.',
    ],
    send: [
      'thrown: outcome_unknown, 1 request',
      'Acme was asked to change the thing: it answered 307. It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    ],
  },
  {
    what: 'nothing with 204',
    fault: { kind: 'answer', status: 204, body: '' },
    read: [
      'provider_answer_invalid, 1 request',
      'Acme was asked for the thing and answered 204 with something that is not JSON, so it was not read. Check the address in the configuration.',
    ],
    send: ['taken, 1 request', ''],
  },
  {
    what: '404 and half a body',
    fault: { kind: 'half a body', status: 404 },
    read: [
      'provider_unavailable, retryable, 3 requests, waits of 250 and 1000 ms',
      'Acme was asked for the thing: the answer broke off. It was not read. Try again.',
    ],
    send: [
      'refused: provider_not_found, 1 request',
      'Acme answered 404 when asked to change the thing, so nothing was changed. Check the names and ids in the configuration.',
    ],
  },
];
