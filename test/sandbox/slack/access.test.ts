import { expect, test } from 'vitest';
import type { webApi } from '@slack/bolt';
import { client, manifest, post, refusal, workspace } from './workspace.ts';

const needs: { method: string; args: Record<string, unknown>; scope: string }[] = [
  { method: 'chat.postMessage', args: { channel: 'C_OPS', text: 'x' }, scope: 'chat:write' },
  { method: 'chat.update', args: { channel: 'C_OPS', ts: '1.0', text: 'x' }, scope: 'chat:write' },
  { method: 'chat.postEphemeral', args: { channel: 'C_OPS', user: 'U_ADA', text: 'x' }, scope: 'chat:write' },
  { method: 'chat.delete', args: { channel: 'C_OPS', ts: '1.0' }, scope: 'chat:write' },
  { method: 'conversations.history', args: { channel: 'C_OPS' }, scope: 'channels:history,groups:history,mpim:history,im:history' },
  { method: 'conversations.members', args: { channel: 'C_OPS' }, scope: 'channels:read,groups:read,mpim:read,im:read' },
  { method: 'conversations.open', args: { users: 'U_ADA' }, scope: 'im:write' },
  { method: 'users.info', args: { user: 'U_ADA' }, scope: 'users:read' },
  { method: 'usergroups.list', args: {}, scope: 'usergroups:read' },
  { method: 'usergroups.users.list', args: { usergroup: 'S_KEEPERS' }, scope: 'usergroups:read' },
  { method: 'files.getUploadURLExternal', args: { filename: 'a', length: 1 }, scope: 'files:write' },
  { method: 'reactions.add', args: { channel: 'C_OPS', timestamp: '1.0', name: 'eyes' }, scope: 'reactions:write' },
  { method: 'pins.add', args: { channel: 'C_OPS', timestamp: '1.0' }, scope: 'pins:write' },
];
for (const { method, args, scope } of needs) {
  test(`${method} needs ${scope}`, async () => {
    const slack = await workspace({ manifest: manifest(['commands']) });
    const answer = await client(slack)
      .apiCall(method, args)
      .catch((error: webApi.WebAPIPlatformError) => error.data);
    expect(answer).toMatchObject({ ok: false, error: 'missing_scope', needed: scope, provided: 'commands' });
  });
}

test('the scope for reading is that of the kind of channel', async () => {
  const slack = await workspace({ manifest: manifest(['chat:write', 'im:read', 'groups:history']) });
  const web = client(slack);
  expect(await refusal(web.conversations.info({ channel: 'C_OPS' }))).toBe('missing_scope');
  expect(await refusal(web.conversations.history({ channel: 'C_OPS' }))).toBe('missing_scope');
});

test('optional scopes of the manifest are granted', async () => {
  const given = manifest([]);
  const slack = await workspace({ manifest: { ...given, oauth_config: { scopes: { bot: [], bot_optional: ['chat:write'] } } } });
  expect((await post(slack, { text: 'x' })).text).toBe('x');
});

test('each method takes its own kind of token', async () => {
  const slack = await workspace();
  expect(await refusal(client(slack, 'xoxb-wrong').auth.test())).toBe('invalid_auth');
  expect(await refusal(client(slack, slack.appToken).auth.test())).toBe('not_allowed_token_type');
  expect(await refusal(client(slack).apps.connections.open())).toBe('not_allowed_token_type');
  const without = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' });
  expect([without.status, await without.json()]).toEqual([200, { ok: false, error: 'not_authed' }]);
});

test('arguments may come as a form, as JSON or in the query, and the token in the form', async () => {
  const slack = await workspace();
  const authorization = `Bearer ${slack.botToken}`;
  const json = { method: 'POST', headers: { authorization, 'content-type': 'application/json; charset=utf-8' } };
  const ask = async (path: string, init: RequestInit) => (await fetch(`${slack.apiUrl}${path}`, init)).json();
  const ada = { ok: true, user: { id: 'U_ADA', name: 'ada' } };
  expect(await ask('users.info', { method: 'POST', body: new URLSearchParams({ user: 'U_ADA', token: slack.botToken }) })).toMatchObject(
    ada,
  );
  expect(await ask('users.info', { ...json, body: '{"user":"U_ADA"}' })).toMatchObject(ada);
  expect(await ask('users.info?user=U_ADA', { headers: { authorization } })).toMatchObject(ada);
  expect(await ask('users.info', { ...json, body: '{"user' })).toEqual({ ok: false, error: 'invalid_json' });
  expect(await ask('users.info', { method: 'POST', headers: { authorization }, body: 'user=U_ADA' })).toEqual({
    ok: false,
    error: 'invalid_post_type',
  });
  expect(slack.calls[0]?.args).toEqual({ user: 'U_ADA' });
});

test('a missing argument is named', async () => {
  const slack = await workspace();
  const answer = await client(slack)
    .apiCall('users.info')
    .catch((error: webApi.WebAPIPlatformError) => error.data);
  expect(answer).toMatchObject({
    error: 'invalid_arguments',
    response_metadata: { messages: ['[ERROR] missing required field: user [json-pointer:/]'] },
  });
});

test('an unknown method is a business error, and on record', async () => {
  const slack = await workspace();
  expect(await refusal(client(slack).apiCall('lights.on'))).toBe('unknown_method');
  expect(slack.unexpected).toEqual(['Web API method lights.on']);
});

test('an unknown address is not found, and on record', async () => {
  const slack = await workspace();
  const answer = await fetch(new URL('/lights', slack.apiUrl));
  expect([answer.status, await answer.json()]).toEqual([404, { ok: false, error: 'no route GET /lights' }]);
  expect(slack.unexpected).toEqual(['GET /lights']);
});

test('people, bots, channels and groups are told as they are', async () => {
  const slack = await workspace();
  const web = client(slack);
  expect(await web.auth.test()).toMatchObject({ user: 'lighthouse', user_id: slack.botUserId, bot_id: 'B0SANDBOX' });
  expect((await web.bots.info({ bot: 'B0SANDBOX' })).bot).toMatchObject({ user_id: slack.botUserId });
  expect((await web.users.info({ user: slack.botUserId })).user).toMatchObject({ is_bot: true, name: 'lighthouse' });
  expect(await refusal(web.users.info({ user: 'U_NOBODY' }))).toBe('user_not_found');
  expect((await web.conversations.info({ channel: 'C_EMPTY' })).channel).toMatchObject({ name: 'empty', is_member: false });
  expect((await web.conversations.members({ channel: 'C_OPS' })).members).toEqual(['U_ADA', 'U_BOB', slack.botUserId]);
  expect((await web.usergroups.list({ include_users: true })).usergroups).toMatchObject([
    { id: 'S_KEEPERS', handle: 'keepers', users: ['U_ADA'] },
  ]);
  expect((await web.usergroups.users.list({ usergroup: 'S_KEEPERS' })).users).toEqual(['U_ADA']);
  expect(await refusal(web.usergroups.users.list({ usergroup: 'S_NONE' }))).toBe('no_such_subteam');
});

test('members come in pages', async () => {
  const slack = await workspace();
  const web = client(slack);
  const first = await web.conversations.members({ channel: 'C_OPS', limit: 2 });
  expect(first.members).toEqual(['U_ADA', 'U_BOB']);
  const cursor = first.response_metadata?.next_cursor ?? '';
  expect((await web.conversations.members({ channel: 'C_OPS', limit: 2, cursor })).members).toEqual([slack.botUserId]);
});
