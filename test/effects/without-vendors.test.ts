import { describe, expect, test } from 'vitest';
import type { RecoveryQuestion } from '#machines/recovery-question.ts';
import { NO_PLAN } from '#domain/plan.ts';
import { gatherFacts } from '#src/effects/gather-facts.ts';
import { lookAtRecovery } from '#src/effects/look-at-recovery.ts';
import { markRelease } from '#src/effects/mark-release.ts';
import { observeSwap } from '#src/effects/observe-swap.ts';
import { readStep } from '#src/effects/read-step.ts';
import { setAutoAssignment } from '#src/effects/set-auto-assignment.ts';
import { startMove } from '#src/effects/start-move.ts';
import { watchClosed } from '#src/effects/watch-closed.ts';
import { watchProduction } from '#src/effects/watch-production.ts';
import { NOW } from '#test/support/shop.ts';
import { MOVE, perform, SHOP, shop } from './fixture.ts';

const BARE = { ...SHOP, platform: null, vendors: {} };
const parts = shop({ config: BARE, deploys: null, errors: null, authorise: async () => ({ kind: 'may' }) });
const QUESTION: RecoveryQuestion = {
  incident: 'INC-1',
  service: 'shop',
  healthyUntil: NOW - 120_000,
  bad: null,
  goodSince: NOW - 60_000,
  newSince: NOW - 60_000,
  culprit: null,
  moments: [],
  heartbeats: [],
};

describe('a service without a platform and without an error tracker', () => {
  test('has facts that say what was not read, and why', async () => {
    const outcome = await perform(gatherFacts(parts), { service: 'shop' });
    const evidence = outcome.kind === 'done' && outcome.event !== undefined ? Reflect.get(outcome.event, 'evidence') : null;
    expect(evidence).toEqual([
      {
        kind: 'deploy.serving',
        source: 'config',
        verdict: 'unavailable',
        summary: 'Production could not be read. No platform is configured for shop, so what serves production was not read.',
        observedAt: NOW,
      },
      {
        kind: 'target.available',
        source: 'config',
        verdict: 'unavailable',
        summary: 'The deployments could not be listed. No platform is configured for shop, so no deployment to go back to was looked for.',
        observedAt: NOW,
      },
      {
        kind: 'errors.began',
        source: 'config',
        verdict: 'unavailable',
        summary: 'No error tracker is configured, so nobody looked when the errors began.',
        observedAt: NOW,
      },
      {
        kind: 'schema.fits',
        source: 'git',
        verdict: 'unavailable',
        summary: 'No repository is configured, so the schema was not judged.',
        observedAt: NOW,
      },
      {
        kind: 'database.free',
        source: 'database',
        verdict: 'unavailable',
        summary: 'No database is configured, so it was not checked for a stuck migration.',
        observedAt: NOW,
      },
    ]);
  });

  test('is not moved', async () => {
    const timing = { timeoutMs: 100, landingMs: 100 };
    expect(await perform(startMove(parts, timing), { service: 'shop', mode: 'live', move: MOVE })).toEqual({
      kind: 'done',
      event: {
        type: 'move.stopped',
        why: 'Production could not be read just before the move, so nothing was sent. No platform is configured for shop, so what serves production was not read.',
      },
    });
  });

  test('has no proof of a swap', async () => {
    expect(await perform(observeSwap(parts), { service: 'shop', mode: 'live', move: MOVE })).toMatchObject({
      event: {
        swap: 'cannot look',
        why: 'Cannot look: No platform is configured for shop, so no move was looked for.',
      },
    });
  });

  test('cannot be looked at for its recovery, now and later: a person accepts it with a reason', async () => {
    expect(await perform(lookAtRecovery(parts), { question: QUESTION })).toMatchObject({
      event: {
        recovery: { verdict: 'cannot look', reason: 'not configured', over: true },
        evidence: [
          {
            kind: 'recovery',
            source: 'config',
            verdict: 'unavailable',
            summary:
              'Cannot look: No error tracker is configured for shop, so its error rate was not read: a person says whether it is back to normal, with a reason.',
          },
        ],
      },
    });
  });

  test('gets no test event, and nothing of it is watched', async () => {
    expect(await perform(watchProduction(parts), { incident: 'INC-1', service: 'shop', heartbeat: 1 })).toEqual({
      kind: 'done',
      event: { type: 'production.watched', autoAssignment: 'unknown', heartbeat: null },
    });
  });

  test('is not looked at after the incident is closed', async () => {
    expect(await perform(watchClosed(parts), { question: QUESTION, closedAt: NOW })).toEqual({ kind: 'done' });
  });

  test('has no release marked', async () => {
    expect(await perform(markRelease(parts), { incident: 'INC-1', service: 'shop', move: MOVE })).toEqual({
      kind: 'done',
      event: { type: 'release.marked', summary: 'No error tracker is configured, so no release was marked.' },
    });
  });

  test('has nothing set', async () => {
    expect(await perform(setAutoAssignment(parts), { service: 'shop', to: 'on', restores: true, by: 'U_ADA' })).toEqual({
      kind: 'done',
      event: {
        type: 'autoAssignment.observed',
        value: 'unknown',
        restored: false,
        evidence: [
          {
            kind: 'auto-assignment',
            source: 'config',
            verdict: 'unavailable',
            summary: 'It could not be read. No platform is configured for shop, so what serves production was not read.',
            observedAt: NOW,
          },
        ],
      },
    });
  });

  test('takes the word of a person for a step that needs production', async () => {
    const asked = { service: 'shop', step: 'deployPrevious', claim: 'target serves' as const, plan: NO_PLAN, move: null, schema: null };
    expect(await perform(readStep(parts), asked)).toMatchObject({
      event: {
        reading: {
          found: 'cannot tell',
          what: 'Production could not be read. No platform is configured for shop, so what serves production was not read.',
        },
      },
    });
  });
});

test('a platform that the bot has no client for is named', async () => {
  const config = { ...BARE, platform: { vendor: 'kubernetes', title: 'Kubernetes' } as const };
  const one = shop({ config, deploys: null, errors: null, authorise: async () => ({ kind: 'may' }) });
  expect(await perform(observeSwap(one), { service: 'shop', mode: 'live', move: MOVE })).toMatchObject({
    event: {
      why: 'Cannot look: Switchback cannot reach Kubernetes itself yet, where shop runs, so no move was looked for.',
    },
  });
});
