import { describe, expect, test } from 'vitest';
import type { Assessment } from '#src/evidence/facts/assess.ts';
import { GOOD } from '#test/support/scripted-deploys.ts';
import { assessed } from './assessed.ts';
import { sources } from './sources.ts';

describe('what is not known is said, so that an earlier finding does not stand', () => {
  const clean = ({ evidence }: Assessment) => {
    const found = evidence.find(({ kind }) => kind === 'target.clean');
    return { verdict: found?.verdict, summary: found?.summary };
  };

  test('no error is new since the deploy', async () => {
    expect(clean(await assessed(sources({ errors: { issues: async () => [] } })))).toEqual({
      verdict: 'inconclusive',
      summary: 'The target was not checked. No error is new since the deploy.',
    });
  });

  test('the target has no commit', async () => {
    const targets = async () => [{ ...GOOD, commit: null }];
    expect(clean(await assessed(sources({ deploys: { targets } })))).toEqual({
      verdict: 'inconclusive',
      summary: 'The target was not checked. Its commit is not known, so its release is not either.',
    });
  });
});

test('a mistake of our own is thrown, not found', async () => {
  const from = sources({
    errors: {
      counts: async () => {
        throw new TypeError('undefined is not a function');
      },
    },
  });
  await expect(assessed(from)).rejects.toThrow('undefined is not a function');
});
