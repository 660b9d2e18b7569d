import { expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
import { socketApp, workspace } from './workspace.ts';

test('the text of an acknowledgement is shown to the person who typed the command, and to nobody else', async () => {
  const slack = await workspace();
  await socketApp(slack, (app) => app.command('/beam', async ({ ack, command }) => ack(`turning to ${command.text}`)));
  const result = await slack.person('U_ADA').says('C_OPS', '/beam  north');
  expect(result).toEqual({ ok: true, error: null, text: 'turning to north', blocks: [], latencyMs: expect.any(Number) });
  expect(slack.ephemerals('U_ADA').map(plainText)).toEqual(['turning to north']);
  expect(slack.ephemerals('U_BOB')).toEqual([]);
  expect(slack.messages('C_OPS')).toEqual([]);
  expect(slack.unexpected).toEqual([]);
});

test('an acknowledgement can speak to the whole channel', async () => {
  const slack = await workspace();
  await socketApp(slack, (app) => app.command('/beam', async ({ ack }) => ack({ text: 'light on', response_type: 'in_channel' })));
  await slack.person('U_ADA').says('C_OPS', '/beam');
  expect(slack.messages('C_OPS').map(plainText)).toEqual(['light on']);
});

test('names in the text of a command arrive as ids', async () => {
  const slack = await workspace();
  const heard: string[] = [];
  await socketApp(slack, (app) =>
    app.command('/beam', async ({ ack, command }) => {
      heard.push(command.text);
      await ack();
    }),
  );
  await slack.person('U_ADA').says('C_OPS', '/beam for @bob and @keepers in #ops not @nobody');
  expect(heard).toEqual(['for <@U_BOB|bob> and <!subteam^S_KEEPERS|@keepers> in <#C_OPS|ops> not @nobody']);
});

test('a command that the manifest does not declare reaches nobody', async () => {
  const slack = await workspace();
  expect((await slack.person('U_ADA').says('C_OPS', '/sink')).error).toBe('not_a_command');
  expect(slack.deliveries).toEqual([]);
});

test('a command cannot be used in a thread', async () => {
  const slack = await workspace();
  const root = slack.person('U_ADA').writes('C_OPS', 'fog');
  expect((await slack.person('U_ADA').says('C_OPS', '/beam', { threadTs: root.ts })).error).toBe('not_supported_in_threads');
});

test('a command fails at once while nothing is connected', async () => {
  const slack = await workspace();
  const result = await slack.person('U_ADA').says('C_OPS', '/beam');
  expect(result).toEqual({ ok: false, error: 'dispatch_failed', text: null, blocks: [], latencyMs: null });
  expect(slack.deliveries.map((delivery) => delivery.why)).toEqual(['no Socket Mode connection is open']);
});

test('a command that is not acknowledged in time is reported to the person and never sent again', async () => {
  const slack = await workspace({ ackDeadlineMs: 100 });
  const heard: string[] = [];
  await socketApp(slack, (app) =>
    app.command('/beam', async ({ command }) => {
      heard.push(command.text);
    }),
  );
  expect((await slack.person('U_ADA').says('C_OPS', '/beam one')).error).toBe('operation_timeout');
  expect((await slack.person('U_ADA').says('C_OPS', '/beam two')).error).toBe('operation_timeout');
  expect(heard).toEqual(['one', 'two']);
});

test('an acknowledgement that comes too late keeps its latency but does not help the person', async () => {
  const slack = await workspace({ ackDeadlineMs: 100 });
  const gate = Promise.withResolvers<void>();
  await socketApp(slack, (app) =>
    app.command('/beam', async ({ ack }) => {
      await gate.promise;
      await ack('too late');
    }),
  );
  expect((await slack.person('U_ADA').says('C_OPS', '/beam')).error).toBe('operation_timeout');
  gate.resolve();
  const late = await slack.waitFor('the late acknowledgement', () => slack.deliveries.find((delivery) => delivery.latencyMs !== null));
  expect(late.outcome).toBe('operation_timeout');
  expect(slack.ephemerals('U_ADA')).toEqual([]);
});

test('a command that still waits when Slack closes fails', async () => {
  const slack = await workspace();
  await socketApp(slack, (app) => app.command('/beam', async () => {}));
  const waiting = slack.person('U_ADA').says('C_OPS', '/beam');
  await slack.close();
  expect((await waiting).error).toBe('dispatch_failed');
});

test('blocks that Slack would refuse make the answer to a command fail', async () => {
  const slack = await workspace();
  await socketApp(slack, (app) =>
    app.command('/beam', async ({ ack }) => ack({ text: 'x', blocks: [{ type: 'header', text: { type: 'plain_text', text: '' } }] })),
  );
  expect((await slack.person('U_ADA').says('C_OPS', '/beam')).error).toBe('invalid_blocks');
});

test('nobody can use a command in a channel that they are not in', async () => {
  const slack = await workspace();
  await expect(slack.person('U_BOB').says('C_EMPTY', '/beam')).rejects.toThrow('U_BOB is not in a channel C_EMPTY');
});
