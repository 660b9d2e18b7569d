import { expect, test } from 'vitest';
import { initialContext, type IncidentContext } from '#machines/context.ts';
import { recoveryQuestion } from '#machines/recovery-question.ts';
import { NOW } from '#test/support/shop.ts';
import { MOVE } from '../effects/fixture.ts';

const MINUTE = 60_000;
const OPENED = NOW - 10 * MINUTE;

function moved(change: Partial<IncidentContext>): IncidentContext {
  const opened = initialContext({
    incident: 'INC-1',
    service: 'shop',
    environment: 'production',
    mode: 'live',
    openedBy: 'U_ADA',
    openedAt: OPENED,
    runbook: 're-point',
    cadence: { job: 1_000, swap: 1_000, look: 15_000, watch: 15_000 },
  });
  return { ...opened, path: 're-point', move: { ...MOVE, movedAt: NOW + MINUTE }, ...change };
}

test('live, when nobody knows when the deploy went live, no time counts as healthy', () => {
  expect(recoveryQuestion(moved({ deploy: null }))).toMatchObject({ healthyUntil: null, bad: null, goodSince: NOW + MINUTE });
});

test('in a drill the time until the confirmation was healthy', () => {
  expect(recoveryQuestion(moved({ mode: 'drill', deploy: null }))).toMatchObject({ healthyUntil: NOW, bad: null });
});

test('live, the time before the deploy was healthy, and bad from when it went live until the confirmation', () => {
  const deploy = { startedAt: OPENED - 5 * MINUTE, liveAt: OPENED - 3 * MINUTE };
  expect(recoveryQuestion(moved({ deploy }))).toMatchObject({
    healthyUntil: OPENED - 5 * MINUTE,
    bad: { start: OPENED - 3 * MINUTE, end: NOW },
    goodSince: NOW + MINUTE,
    newSince: OPENED,
  });
});
