import { expect, test } from 'vitest';
import type { Slack, SlackOptions } from '#sandbox/slack/start-slack.ts';
import { workspace } from './workspace.ts';

async function withClock(rateLimits: SlackOptions['rateLimits'] = 'strict'): Promise<{ slack: Slack; clock: { now: number } }> {
  const clock = { now: 1_700_000_000_000 };
  return { slack: await workspace({ rateLimits: rateLimits ?? 'strict', now: () => clock.now }), clock };
}

async function ask(
  slack: Slack,
  method: string,
  args: Record<string, string> = {},
): Promise<{ status: number; retryAfter: string | null }> {
  const body = new URLSearchParams({ ...args, token: slack.botToken });
  const response = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', body });
  return { status: response.status, retryAfter: response.headers.get('retry-after') };
}

async function statuses(times: number, call: () => Promise<{ status: number }>): Promise<number[]> {
  const seen = [];
  for (let index = 0; index < times; index += 1) seen.push((await call()).status);
  return seen;
}

const tiers: { method: string; perMinute: number; retryAfter: string; args?: Record<string, string> }[] = [
  { method: 'usergroups.list', perMinute: 20, retryAfter: '3' },
  { method: 'chat.update', perMinute: 50, retryAfter: '2', args: { channel: 'C_OPS', ts: '1.0', text: 'x' } },
  { method: 'users.info', perMinute: 100, retryAfter: '1', args: { user: 'U_ADA' } },
];
for (const { method, perMinute, retryAfter, args } of tiers) {
  test(`${method} takes ${perMinute} calls a minute`, async () => {
    const { slack, clock } = await withClock();
    expect(new Set(await statuses(perMinute, () => ask(slack, method, args)))).toEqual(new Set([200]));
    expect(await ask(slack, method, args)).toEqual({ status: 429, retryAfter });
    clock.now += Number(retryAfter) * 1000;
    expect((await ask(slack, method, args)).status).toBe(200);
    clock.now += 60_000;
    expect(await statuses(perMinute + 1, () => ask(slack, method, args))).toEqual([...Array<number>(perMinute).fill(200), 429]);
  });
}

test('a channel takes ten messages at once and then one a second, and other channels are not held up', async () => {
  const { slack, clock } = await withClock();
  const post = (channel: string) => ask(slack, 'chat.postMessage', { channel, text: 'x' });
  expect(await statuses(11, () => post('C_OPS'))).toEqual([...Array<number>(10).fill(200), 429]);
  expect((await post('U_ADA')).status).toBe(200);
  expect(await post('C_OPS')).toEqual({ status: 429, retryAfter: '1' });
  clock.now += 1000;
  expect(await statuses(2, () => post('C_OPS'))).toEqual([200, 429]);
  expect(slack.messages('C_OPS')).toHaveLength(11);
});

test('the limits can be scaled and switched off', async () => {
  const scaled = await withClock({ scale: 0.1 });
  expect(await statuses(3, () => ask(scaled.slack, 'usergroups.list'))).toEqual([200, 200, 429]);
  const off = await withClock('off');
  expect(new Set(await statuses(30, () => ask(off.slack, 'usergroups.list')))).toEqual(new Set([200]));
});
