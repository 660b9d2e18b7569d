import { expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { watchProduction } from '#src/effects/watch-production.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import type { Errors } from '#src/providers/errors.ts';
import { hang } from '#test/support/gate.ts';
import { NOW, PRODUCTION } from '#test/support/shop.ts';
import { IMPATIENT, perform, SHOP, shop } from './fixture.ts';

const INC_1_BEAT_3 = '884140852b93220ef24377b6b25ccf15';

interface Answers {
  readonly production?: Deploys['production'];
  readonly sendHeartbeat?: Errors['sendHeartbeat'];
}

async function watched({ production = async () => PRODUCTION, sendHeartbeat = async () => undefined }: Answers = {}, config = SHOP) {
  const parts = shop({ config, deploys: { production }, errors: { sendHeartbeat } });
  return await perform(watchProduction(parts), { incident: 'INC-1', service: 'shop', heartbeat: 3 });
}

const found = (autoAssignment: string, heartbeat: unknown) => ({
  kind: 'done',
  event: { type: 'production.watched', autoAssignment, heartbeat },
});
const unavailable = async (): Promise<never> => {
  throw new SwitchbackError('provider_unavailable', 'It answered 502. Ask again.');
};

test('tells whether auto-assignment is on, and that a test event was sent and when', async () => {
  const sent: string[][] = [];
  const outcome = await watched({ sendHeartbeat: async (id, incident) => void sent.push([id, incident]) });
  expect(outcome).toEqual(found('on', { number: 3, sentAt: NOW }));
  expect(sent).toEqual([[INC_1_BEAT_3, 'INC-1']]);
});

test('a test event that was not taken is none, and the switch is told all the same', async () => {
  expect(await watched({ sendHeartbeat: unavailable })).toEqual(found('on', null));
});

test('a platform that cannot be read leaves the switch unknown, and the test event is told all the same', async () => {
  expect(await watched({ production: unavailable })).toEqual(found('unknown', { number: 3, sentAt: NOW }));
});

test('both hang: unknown and none, after the deadline', async () => {
  const hanging: Answers = { production: hang, sendHeartbeat: (_, __, signal) => hang(signal) };
  expect(await watched(hanging, IMPATIENT)).toEqual(found('unknown', null));
});

test.each(['production', 'sendHeartbeat'] as const)('a mistake of our own in %s is not hidden', async (member) => {
  const mistaken = async (): Promise<never> => {
    throw new TypeError('undefined is not a function');
  };
  await expect(watched({ [member]: mistaken })).rejects.toThrow('undefined is not a function');
});
