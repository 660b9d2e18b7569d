import { expect, test } from 'vitest';
import type { DisconnectReason } from '#sandbox/slack/socket-mode.ts';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import { client, socketApp, workspace } from './workspace.ts';

test('each envelope goes to exactly one of the connections, in turn', async () => {
  const slack = await workspace();
  const heard: string[] = [];
  for (const name of ['first', 'second']) {
    await socketApp(slack, (app) =>
      app.command('/beam', async ({ ack }) => {
        heard.push(name);
        await ack();
      }),
    );
  }
  expect(slack.connections()).toBe(2);
  for (let index = 0; index < 4; index += 1) await slack.person('U_ADA').says('C_OPS', '/beam');
  expect(heard.toSorted()).toEqual(['first', 'first', 'second', 'second']);
});

const reasons: DisconnectReason[] = ['warning', 'refresh_requested', 'link_disabled', 'too_many_websockets'];
for (const reason of reasons) {
  test(`a connection that is asked to close (${reason}) gets nothing more, and its client comes back`, async () => {
    const slack = await workspace();
    await socketApp(slack, (app) => app.command('/beam', async ({ ack }) => ack()));
    slack.faults.disconnect(reason);
    expect(slack.connections()).toBe(0);
    expect((await slack.person('U_ADA').says('C_OPS', '/beam')).error).toBe('dispatch_failed');
    await slack.waitFor('the new connection', () => slack.connections() === 1);
    expect((await slack.person('U_ADA').says('C_OPS', '/beam')).ok).toBe(true);
  });
}

test('only the oldest connection is asked to close, so a second one keeps commands alive', async () => {
  const slack = await workspace();
  for (let index = 0; index < 2; index += 1) await socketApp(slack, (app) => app.command('/beam', async ({ ack }) => ack()));
  slack.faults.disconnect('refresh_requested');
  expect(slack.connections()).toBe(1);
  expect((await slack.person('U_ADA').says('C_OPS', '/beam')).ok).toBe(true);
});

test('a connection whose TCP stays open after the close frame keeps its client away longer', { timeout: 20_000 }, async () => {
  const slack = await workspace();
  const heard: string[] = [];
  for (const name of ['held up', 'prompt']) {
    await socketApp(slack, (app) =>
      app.command('/beam', async ({ ack }) => {
        heard.push(name);
        await ack();
      }),
    );
  }
  slack.faults.disconnect('warning', { leaveTcpOpen: true });
  slack.faults.disconnect('warning');
  for (const connections of [1, 2]) {
    await slack.waitFor(`connection ${connections}`, () => slack.connections() === connections, 15_000);
    for (let index = 0; index < connections; index += 1) await slack.person('U_ADA').says('C_OPS', '/beam');
  }
  expect(heard.slice(0, 1)).toEqual(['prompt']);
  expect(heard.slice(1).toSorted()).toEqual(['held up', 'prompt']);
});

test('connections that are cut come back', async () => {
  const slack = await workspace();
  await socketApp(slack, (app) => app.command('/beam', async ({ ack }) => ack()));
  slack.faults.cut();
  await slack.waitFor('the cut', () => slack.connections() === 0);
  await slack.waitFor('the new connection', () => slack.connections() === 1);
  expect((await slack.person('U_ADA').says('C_OPS', '/beam')).ok).toBe(true);
});

test('without a hello the client does not count as connected', async () => {
  const slack = await workspace();
  slack.faults.sayHello(false);
  const started: string[] = [];
  const starting = socketApp(slack).then(
    () => started.push('yes'),
    () => started.push('failed'),
  );
  await slack.waitFor('the call for a connection', () => slack.calls.some((call) => call.method === 'apps.connections.open'));
  expect(slack.connections()).toBe(0);
  expect(started).toEqual([]);
  slack.faults.sayHello(true);
  slack.faults.cut();
  await starting;
  expect(started).toEqual(['yes']);
});

async function socketUrl(slack: Slack): Promise<string> {
  const { url } = await client(slack, slack.appToken).apps.connections.open();
  return url ?? '';
}

function firstMessage(url: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.addEventListener('message', (event) => resolve(String(event.data)));
    socket.addEventListener('error', () => resolve('refused'));
  });
}

test('a WebSocket address is good for one connection', async () => {
  const slack = await workspace();
  const url = await socketUrl(slack);
  expect(JSON.parse(await firstMessage(url))).toMatchObject({
    type: 'hello',
    num_connections: 1,
    connection_info: { app_id: 'A0SANDBOX' },
  });
  expect(await firstMessage(url)).toBe('refused');
});

test('an eleventh connection is turned away', async () => {
  const slack = await workspace();
  for (let index = 0; index < 10; index += 1)
    expect(JSON.parse(await firstMessage(await socketUrl(slack)))).toMatchObject({ type: 'hello' });
  expect(JSON.parse(await firstMessage(await socketUrl(slack)))).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
  expect(slack.connections()).toBe(10);
});

test('an acknowledgement of something that was never sent is on record', async () => {
  const slack = await workspace();
  const socket = new WebSocket(await socketUrl(slack));
  socket.addEventListener('message', () => socket.send('{"envelope_id":"made-up"}'));
  await slack.waitFor('the record', () => slack.unexpected.length > 0);
  expect(slack.unexpected).toEqual(['Acknowledgement of made-up, which this connection has not to answer']);
});

test('a lost acknowledgement is a timeout for the person', async () => {
  const slack = await workspace({ ackDeadlineMs: 500 });
  await socketApp(slack, (app) => app.command('/beam', async ({ ack }) => ack()));
  slack.faults.loseAcks(1);
  expect((await slack.person('U_ADA').says('C_OPS', '/beam')).error).toBe('operation_timeout');
  expect((await slack.person('U_ADA').says('C_OPS', '/beam')).ok).toBe(true);
});
