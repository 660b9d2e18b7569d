import { says, type FaultRow } from './fault-row.ts';

export const STATUS_FAULTS: readonly FaultRow[] = [
  {
    what: '400',
    fault: says(400),
    read: [
      'provider_refused, 1 request',
      'Acme was asked for the thing and refused (400, nope): No. It was not read. Check the settings of this service.',
    ],
    send: [
      'refused: provider_refused, 1 request',
      'Acme was asked to change the thing and refused (400, nope): No. Nothing was changed. Check the settings of this service.',
    ],
  },
  {
    what: '401',
    fault: says(401),
    read: [
      'provider_unauthorized, 1 request',
      'Acme was asked for the thing and refused (401, nope): No. It was not read. Check the token and what it may do.',
    ],
    send: [
      'refused: provider_unauthorized, 1 request',
      'Acme was asked to change the thing and refused (401, nope): No. Nothing was changed. Check the token and what it may do.',
    ],
  },
  {
    what: '403',
    fault: says(403),
    read: [
      'provider_unauthorized, 1 request',
      'Acme was asked for the thing and refused (403, nope): No. It was not read. Check the token and what it may do.',
    ],
    send: [
      'refused: provider_unauthorized, 1 request',
      'Acme was asked to change the thing and refused (403, nope): No. Nothing was changed. Check the token and what it may do.',
    ],
  },
  {
    what: '403 for asking too often',
    fault: says(403, { 'x-ratelimit-remaining': '0' }),
    read: [
      'provider_rate_limited, retryable, 3 requests, waits of 250 and 1000 ms',
      'Acme was asked for the thing and refused (403, nope): No. It was not read. Try again.',
    ],
    send: [
      'refused: provider_rate_limited, retryable, 1 request',
      'Acme was asked to change the thing and refused (403, nope): No. Nothing was changed. Try again.',
    ],
  },
  {
    what: '403 that says in words that it is a limit',
    fault: { kind: 'answer', status: 403, body: '{"message":"You have exceeded a secondary rate limit."}' },
    read: [
      'provider_rate_limited, retryable, 3 requests, waits of 250 and 1000 ms',
      'Acme was asked for the thing and refused (403): You have exceeded a secondary rate limit. It was not read. Try again.',
    ],
    send: [
      'refused: provider_rate_limited, retryable, 1 request',
      'Acme was asked to change the thing and refused (403): You have exceeded a secondary rate limit. Nothing was changed. Try again.',
    ],
  },
  {
    what: '404',
    fault: says(404),
    read: [
      'provider_not_found, 1 request',
      'Acme was asked for the thing and refused (404, nope): No. It was not read. Check the names and ids in the configuration.',
    ],
    send: [
      'refused: provider_not_found, 1 request',
      'Acme was asked to change the thing and refused (404, nope): No. Nothing was changed. Check the names and ids in the configuration.',
    ],
  },
  {
    what: '404 with a page',
    fault: { kind: 'answer', status: 404, body: '<html>Bad</html>' },
    read: [
      'provider_answer_invalid, 1 request',
      'Acme was asked for the thing and answered 404 with something that is not JSON, so it was not read. Check the address in the configuration.',
    ],
    send: [
      'refused: provider_not_found, 1 request',
      'Acme answered 404 when asked to change the thing, so nothing was changed. Check the names and ids in the configuration.',
    ],
  },
  {
    what: '404 with nothing',
    fault: { kind: 'answer', status: 404, body: '' },
    read: [
      'provider_not_found, 1 request',
      'Acme answered 404 when asked for the thing, so it was not read. Check the names and ids in the configuration.',
    ],
    send: [
      'refused: provider_not_found, 1 request',
      'Acme answered 404 when asked to change the thing, so nothing was changed. Check the names and ids in the configuration.',
    ],
  },
  {
    what: '408',
    fault: says(408),
    read: [
      'provider_unavailable, retryable, 3 requests, waits of 250 and 1000 ms',
      'Acme answered 408 (nope) when asked for the thing, so it was not read. Try again.',
    ],
    send: [
      'thrown: outcome_unknown, 1 request',
      'Acme was asked to change the thing: it answered 408. It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    ],
  },
  {
    what: '409',
    fault: says(409),
    read: [
      'provider_refused, 1 request',
      'Acme was asked for the thing and refused (409, nope): No. It was not read. Check the settings of this service.',
    ],
    send: [
      'refused: provider_refused, 1 request',
      'Acme was asked to change the thing and refused (409, nope): No. Nothing was changed. Check the settings of this service.',
    ],
  },
  {
    what: '410',
    fault: says(410),
    read: [
      'provider_not_found, 1 request',
      'Acme was asked for the thing and refused (410, nope): No. It was not read. Check the names and ids in the configuration.',
    ],
    send: [
      'refused: provider_not_found, 1 request',
      'Acme was asked to change the thing and refused (410, nope): No. Nothing was changed. Check the names and ids in the configuration.',
    ],
  },
  {
    what: '422',
    fault: says(422),
    read: [
      'provider_refused, 1 request',
      'Acme was asked for the thing and refused (422, nope): No. It was not read. Check the settings of this service.',
    ],
    send: [
      'refused: provider_refused, 1 request',
      'Acme was asked to change the thing and refused (422, nope): No. Nothing was changed. Check the settings of this service.',
    ],
  },
  {
    what: '423',
    fault: says(423),
    read: [
      'provider_refused, retryable, 3 requests, waits of 250 and 1000 ms',
      'Acme was asked for the thing and refused (423, nope): No. It was not read. Try again.',
    ],
    send: [
      'refused: provider_refused, retryable, 1 request',
      'Acme was asked to change the thing and refused (423, nope): No. Nothing was changed. Try again.',
    ],
  },
  {
    what: '429 without a delay',
    fault: says(429),
    read: [
      'provider_rate_limited, retryable, 3 requests, waits of 250 and 1000 ms',
      'Acme was asked for the thing and refused (429, nope): No. It was not read. Try again.',
    ],
    send: [
      'refused: provider_rate_limited, retryable, 1 request',
      'Acme was asked to change the thing and refused (429, nope): No. Nothing was changed. Try again.',
    ],
  },
  {
    what: '429 with a delay in seconds',
    fault: says(429, { 'retry-after': '7' }),
    read: [
      'provider_rate_limited, retryable after 7000 ms, 3 requests, waits of 7000 and 7000 ms',
      'Acme was asked for the thing and refused (429, nope): No. It was not read. Try again.',
    ],
    send: [
      'refused: provider_rate_limited, retryable after 7000 ms, 1 request',
      'Acme was asked to change the thing and refused (429, nope): No. Nothing was changed. Try again.',
    ],
  },
  {
    what: '429 with a delay to a date',
    fault: says(429, { date: 'Fri, 20 Nov 2026 14:00:00 GMT', 'retry-after': 'Fri, 20 Nov 2026 14:00:09 GMT' }),
    read: [
      'provider_rate_limited, retryable after 9000 ms, 3 requests, waits of 9000 and 9000 ms',
      'Acme was asked for the thing and refused (429, nope): No. It was not read. Try again.',
    ],
    send: [
      'refused: provider_rate_limited, retryable after 9000 ms, 1 request',
      'Acme was asked to change the thing and refused (429, nope): No. Nothing was changed. Try again.',
    ],
  },
  {
    what: '429 with a delay that is too long',
    fault: says(429, { 'retry-after': '3600' }),
    read: [
      'provider_rate_limited, retryable after 3600000 ms, 1 request',
      'Acme was asked for the thing and refused (429, nope): No. It was not read. Try again.',
    ],
    send: [
      'refused: provider_rate_limited, retryable after 3600000 ms, 1 request',
      'Acme was asked to change the thing and refused (429, nope): No. Nothing was changed. Try again.',
    ],
  },
  {
    what: '429 with a delay of a century',
    fault: says(429, { 'retry-after': '3153600000' }),
    read: [
      'provider_rate_limited, retryable after 86400000 ms, 1 request',
      'Acme was asked for the thing and refused (429, nope): No. It was not read. Try again.',
    ],
    send: [
      'refused: provider_rate_limited, retryable after 86400000 ms, 1 request',
      'Acme was asked to change the thing and refused (429, nope): No. Nothing was changed. Try again.',
    ],
  },
  {
    what: '429 with a delay that is nonsense',
    fault: says(429, { 'retry-after': '-5' }),
    read: [
      'provider_rate_limited, retryable, 3 requests, waits of 250 and 1000 ms',
      'Acme was asked for the thing and refused (429, nope): No. It was not read. Try again.',
    ],
    send: [
      'refused: provider_rate_limited, retryable, 1 request',
      'Acme was asked to change the thing and refused (429, nope): No. Nothing was changed. Try again.',
    ],
  },
  {
    what: '500',
    fault: says(500),
    read: [
      'provider_unavailable, retryable, 3 requests, waits of 250 and 1000 ms',
      'Acme answered 500 (nope) when asked for the thing, so it was not read. Try again.',
    ],
    send: [
      'thrown: outcome_unknown, 1 request',
      'Acme was asked to change the thing: it answered 500. It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    ],
  },
  {
    what: '502 with HTML',
    fault: { kind: 'answer', status: 502, body: '<html>Bad</html>' },
    read: [
      'provider_unavailable, retryable, 3 requests, waits of 250 and 1000 ms',
      'Acme answered 502 when asked for the thing, so it was not read. Try again.',
    ],
    send: [
      'thrown: outcome_unknown, 1 request',
      'Acme was asked to change the thing: it answered 502. It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    ],
  },
  {
    what: '503 with a delay',
    fault: says(503, { 'retry-after': '1' }),
    read: [
      'provider_unavailable, retryable after 1000 ms, 3 requests, waits of 1000 and 1000 ms',
      'Acme answered 503 (nope) when asked for the thing, so it was not read. Try again.',
    ],
    send: [
      'thrown: outcome_unknown, 1 request',
      'Acme was asked to change the thing: it answered 503. It may or may not have been done, and was not sent again. Look at what is there before it is repeated.',
    ],
  },
  {
    what: '409 and half a body',
    fault: { kind: 'half a body', status: 409 },
    read: [
      'provider_refused, 1 request',
      'Acme answered 409 when asked for the thing, so it was not read. Check the settings of this service.',
    ],
    send: [
      'refused: provider_refused, 1 request',
      'Acme answered 409 when asked to change the thing, so nothing was changed. Check the settings of this service.',
    ],
  },
];
