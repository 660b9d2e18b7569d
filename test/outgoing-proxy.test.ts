import { describe, expect, test } from 'vitest';
import { proxyFor } from '#src/outgoing-proxy.ts';

const BOTH = { https: 'http://secure:1', http: 'http://plain:2', except: ['internal', '.corp.example', 'one.example:8080'] };

describe('the proxy for an address', () => {
  test.each([
    { address: 'https://sentry.io/1', way: 'http://secure:1' },
    { address: 'http://sentry.io/1', way: 'http://plain:2' },
    { address: 'https://internal/1', way: null },
    { address: 'https://sentry.internal/1', way: null },
    { address: 'https://notinternal/1', way: 'http://secure:1' },
    { address: 'https://corp.example/1', way: null },
    { address: 'https://a.corp.example/1', way: null },
    { address: 'http://one.example:8080/1', way: null },
    { address: 'http://one.example/1', way: 'http://plain:2' },
  ])('$address: $way', ({ address, way }) => expect(proxyFor(BOTH, address)).toBe(way));

  test('one for HTTP alone serves both', () => {
    expect(proxyFor({ ...BOTH, https: null }, 'https://sentry.io/1')).toBe('http://plain:2');
  });

  test('every host may be an exception, and there may be no proxy', () => {
    expect(proxyFor({ ...BOTH, except: ['*'] }, 'https://sentry.io/1')).toBe(null);
    expect(proxyFor(null, 'https://sentry.io/1')).toBe(null);
  });
});
