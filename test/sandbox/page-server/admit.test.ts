import { describe, expect, test } from 'vitest';
import { admit } from '#sandbox/page/server/admit.ts';

const HOST = '127.0.0.1:4400';
const JSON_TYPE = { 'content-type': 'application/json' };

describe('what is admitted', () => {
  test.each([
    ['a page load', { method: 'GET', headers: { host: HOST } }],
    ['the same by the name localhost', { method: 'GET', headers: { host: 'localhost:4400' } }],
    ['a page load by a link from elsewhere', { method: 'GET', headers: { host: HOST, 'sec-fetch-site': 'cross-site' } }],
    [
      'an act from the page',
      { method: 'POST', headers: { host: HOST, origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin', ...JSON_TYPE } },
    ],
    ['an act from a command line', { method: 'POST', headers: { host: HOST, ...JSON_TYPE } }],
  ])('%s', (_, request) => {
    expect(admit(request)).toEqual({ kind: 'admitted' });
  });
});

describe('what is refused', () => {
  test.each([
    ['a name of somebody else’s that leads here', { method: 'GET', headers: { host: 'evil.example:4400' } }, 403],
    ['no host at all', { method: 'GET', headers: {} }, 403],
    ['an act of another site’s page', { method: 'POST', headers: { host: HOST, origin: 'https://evil.example', ...JSON_TYPE } }, 403],
    [
      'an act of another program’s page on this machine',
      { method: 'POST', headers: { host: HOST, origin: 'http://127.0.0.1:3000', ...JSON_TYPE } },
      403,
    ],
    [
      'an act across sites without an origin',
      { method: 'POST', headers: { host: HOST, 'sec-fetch-site': 'cross-site', ...JSON_TYPE } },
      403,
    ],
    ['an act as a form sends it', { method: 'POST', headers: { host: HOST, 'content-type': 'text/plain' } }, 415],
    ['another method', { method: 'DELETE', headers: { host: HOST } }, 405],
  ])('%s', (_, request, status) => {
    expect(admit(request)).toEqual({ kind: 'refused', status, why: expect.any(String) });
  });
});
