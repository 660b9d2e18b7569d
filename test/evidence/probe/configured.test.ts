import { describe, expect, test } from 'vitest';
import { readAnswer } from '#src/evidence/probe/read-answer.ts';
import { GOOD, page } from '#test/support/scripted-deploys.ts';

describe('what the configuration asks of an answer', () => {
  const HEALTH = { path: '/api/health', must: ['"status":"ok"'], mustNot: ['read-only'] };
  const judged = (body: unknown) => readAnswer(HEALTH, page(200, body), GOOD.url);

  test('is there, and what must not be there is not', () => {
    expect(judged({ status: 'ok' })).toEqual({ path: '/api/health', verdict: 'supports', status: 200, said: 'answered 200' });
  });

  test('what must be there is missing', () => {
    expect(judged({ status: 'starting' })).toMatchObject({
      verdict: 'contradicts',
      said: 'answered 200 without “"status":"ok"”, which must be in it',
    });
  });

  test('what must not be there is there', () => {
    expect(judged({ status: 'ok', mode: 'read-only' })).toMatchObject({
      verdict: 'contradicts',
      said: 'answered 200 with “read-only”, which must not be in it',
    });
  });

  test('a body that blames the schema is told first', () => {
    expect(judged({ error: 'column "total" does not exist' })).toMatchObject({ said: 'answered 200: column "total" does not exist' });
  });

  test('a login is not the app', () => {
    expect(judged('<h1>Sign in</h1><input type="password">')).toMatchObject({ verdict: 'unavailable' });
  });
});
