import { expect, test } from 'vitest';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import { connected } from '../support/started-bolt.ts';

async function says(slack: Slack, text: string): Promise<string | null> {
  const result = await slack.person('U_ADA').says('C_OPS', `/rollback ${text}`);
  return result.ok ? result.text : result.error;
}

function conversation() {
  return connected(({ app }) => {
    app.command('/rollback', async ({ ack, command }) => ack(`heard ${command.text}`));
  });
}

test.each([
  { leaveTcpOpen: false, name: 'closes' },
  { leaveTcpOpen: true, name: 'leaves the TCP connection open' },
])('no command is lost while Slack recycles each connection in turn and $name', { timeout: 60_000 }, async ({ leaveTcpOpen }) => {
  const { slack } = await conversation();
  for (const round of ['first', 'second']) {
    slack.faults.disconnect('refresh_requested', { leaveTcpOpen });
    let number = 0;
    do {
      number += 1;
      expect(await says(slack, `${round} ${number}`)).toBe(`heard ${round} ${number}`);
    } while (slack.connections() < 2);
    expect(number).toBeGreaterThan(10);
  }
  expect(slack.unexpected).toEqual([]);
});

test('both connections come back after the line was cut', { timeout: 20_000 }, async () => {
  const { slack } = await conversation();
  slack.faults.cut();
  await slack.waitFor('the cut', () => slack.connections() === 0);
  await slack.waitFor('both connections', () => slack.connections() === 2, 15_000);
  expect(await says(slack, 'again')).toBe('heard again');
});
