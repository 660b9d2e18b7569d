import { describe, expect, test } from 'vitest';
import { evidenceLines } from '#src/slack/messages/evidence-lines.ts';

describe('where something was seen', () => {
  const lineWith = (link: string): string =>
    evidenceLines([{ kind: 'recovery', source: 'sentry', verdict: 'supports', summary: 'No errors.', observedAt: 0, link }])[0] ?? '';

  test('can be clicked', () => {
    expect(lineWith('https://acme.sentry.io/issues/3/?project=1&x=a|b')).toBe(
      '✅ *Error rate*: No errors. _<https://acme.sentry.io/issues/3/?project=1&amp;x=a%7Cb|sentry>_',
    );
  });

  test.each(['javascript:alert(1)', 'not an address', 'ftp://acme.example/', `https://acme.example/${'a'.repeat(300)}`])(
    'cannot by %s',
    (link) => {
      expect(lineWith(link)).toBe('✅ *Error rate*: No errors. _sentry_');
    },
  );
});
