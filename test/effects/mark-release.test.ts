import { expect, test } from 'vitest';
import { SwitchbackError, type ErrorCode } from '#domain/errors.ts';
import type { ConfirmedMove } from '#domain/plan.ts';
import { markRelease } from '#src/effects/mark-release.ts';
import type { Errors, ReleaseMark } from '#src/providers/errors.ts';
import { hang } from '#test/support/gate.ts';
import { GOOD } from '#test/support/scripted-deploys.ts';
import { NOW } from '#test/support/shop.ts';
import { effect, IMPATIENT, MOVE, perform, SHOP, shop } from './fixture.ts';

async function marked(mark: Errors['mark'], move: Partial<ConfirmedMove> = {}, config = SHOP) {
  const request = { incident: 'INC-1', service: 'shop', move: { ...MOVE, ...move } };
  return await perform(markRelease(shop({ config, errors: { mark } })), request);
}

async function markOf(move: Partial<ConfirmedMove>): Promise<ReleaseMark | undefined> {
  const marks: ReleaseMark[] = [];
  await marked(async (mark) => void marks.push(mark), move);
  return marks[0];
}

const failing = (code: ErrorCode) => async (): Promise<never> => {
  throw new SwitchbackError(code, 'Sentry said why.');
};
const said = (summary: string) => ({ kind: 'done', event: { type: 'release.marked', summary } });

test('marks the release that production went to, from the acceptance to the proof', async () => {
  expect(await markOf({ acceptedAt: NOW + 1_000, movedAt: NOW + 9_000 })).toEqual({
    release: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
    name: 'rollback from bad000000000 (INC-1)',
    url: 'https://shop.example',
    startedAt: NOW + 1_000,
    finishedAt: NOW + 9_000,
  });
});

test('says so', async () => {
  expect(await marked(async () => undefined)).toEqual(
    said('a1b2c3d4e5f6 is marked as “rollback from bad000000000 (INC-1)” in the error tracker.'),
  );
});

test.each(['undo', 'return'] as const)('the move of purpose %s is no rollback', async (purpose) => {
  expect((await markOf({ purpose }))?.name).toBe('forward again from bad000000000 (INC-1)');
});

test('without commits, the deployments are named', async () => {
  const { release, name } = (await markOf({ target: { ...GOOD, commit: null }, expectedLive: null })) ?? {};
  expect({ release, name }).toEqual({ release: 'dpl_good', name: 'rollback from unknown (INC-1)' });
});

test.each(['provider_unauthorized', 'provider_not_found', 'provider_rate_limited', 'provider_unavailable', 'provider_refused'] as const)(
  '%s is said, and stops nothing',
  async (code) => {
    expect(await marked(failing(code))).toEqual(said('The release could not be marked in the error tracker: Sentry said why.'));
  },
);

test('a lost answer is thrown: the mark is found again by its name, so repeating it is harmless', async () => {
  await expect(marked(failing('outcome_unknown'))).rejects.toMatchObject({ code: 'outcome_unknown' });
});

test('a tracker that hangs costs its deadline', async () => {
  await expect(marked((_, signal) => hang(signal), {}, IMPATIENT)).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a mistake of our own is not told as a failure of the tracker', async () => {
  const mistaken = async (): Promise<never> => {
    throw new TypeError('undefined is not a function');
  };
  await expect(marked(mistaken)).rejects.toThrow('undefined is not a function');
});

test('given up: said, and stops nothing', () => {
  const request = effect({ incident: 'INC-1', service: 'shop', move: MOVE });
  expect(markRelease(shop({})).onGivenUp?.(request, 'The answer was lost.')).toEqual({
    type: 'release.marked',
    summary: 'The release could not be marked in the error tracker: The answer was lost.',
  });
});
