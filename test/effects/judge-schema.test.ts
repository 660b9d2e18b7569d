import { expect, test } from 'vitest';
import type { Plan } from '#domain/plan.ts';
import { judgeSchema } from '#src/effects/judge-schema.ts';
import { FROM, reported, UNSAFE } from '#test/support/schema-reports.ts';
import { GOOD } from '#test/support/scripted-deploys.ts';
import { BAD, NOW } from '#test/support/shop.ts';
import { effect, perform, shop } from './fixture.ts';

const PLAN: Plan = { suspect: BAD, target: GOOD, otherTargets: [], domains: ['shop.example'], autoAssignment: 'on' };
const parts = shop({ deploys: { newest: async () => null }, schema: reported({ [FROM]: UNSAFE }) });

test('the late verdict names the target that it is about', async () => {
  expect(await perform(judgeSchema(parts), { service: 'shop', plan: PLAN })).toMatchObject({
    kind: 'done',
    event: {
      type: 'schema.judged',
      target: 'dpl_good',
      evidence: [{ kind: 'schema.fits', verdict: 'contradicts', summary: UNSAFE.sentence, observedAt: NOW }],
    },
  });
});

test('given up: it could not be looked at', () => {
  expect(judgeSchema(parts).onGivenUp?.(effect({ service: 'shop', plan: PLAN }), 'The lease ran out.')).toEqual({
    type: 'schema.judged',
    target: 'dpl_good',
    evidence: [
      {
        kind: 'schema.fits',
        source: 'git',
        verdict: 'unavailable',
        summary: 'The schema could not be judged. The lease ran out.',
        observedAt: NOW,
      },
    ],
  });
});
