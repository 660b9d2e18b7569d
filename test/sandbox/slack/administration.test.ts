import { expect, test } from 'vitest';
import { client, manifest, refusal, workspace } from './workspace.ts';

test('a disabled user group is no user group for whoever does not ask for disabled ones', async () => {
  const slack = await workspace();
  slack.disableGroup('S_KEEPERS');
  const { usergroups } = client(slack);
  expect(await refusal(usergroups.users.list({ usergroup: 'S_KEEPERS' }))).toBe('no_such_subteam');
  expect((await usergroups.list()).usergroups).toEqual([]);
  expect((await usergroups.users.list({ usergroup: 'S_KEEPERS', include_disabled: true })).users).toEqual(['U_ADA']);
  expect((await usergroups.list({ include_disabled: true })).usergroups).toMatchObject([{ id: 'S_KEEPERS', date_delete: 1 }]);
});

test('a direct message of the app needs its Messages tab', async () => {
  const open = await workspace();
  expect(await client(open).chat.postMessage({ channel: 'U_ADA', text: 'x' })).toMatchObject({ ok: true, channel: 'DU_ADA' });
  const slack = await workspace({ manifest: { ...manifest(), features: {} } });
  expect(await refusal(client(slack).chat.postMessage({ channel: 'U_ADA', text: 'x' }))).toBe('messages_tab_disabled');
});

test('a direct message between people does not exist for the app, whatever its scopes', async () => {
  const channel = { id: 'D_TWO', name: 'two', members: ['U_ADA', 'U_BOB'], isDirect: true, withoutApp: true };
  const slack = await workspace({
    manifest: manifest(['chat:write', 'chat:write.public', 'commands']),
    channels: [channel],
  });
  expect(await refusal(client(slack).chat.postMessage({ channel: 'D_TWO', text: 'x' }))).toBe('channel_not_found');
});

test('an archived channel takes no message and no change of one', async () => {
  const slack = await workspace();
  const { ts } = await client(slack).chat.postMessage({ channel: 'C_OPS', text: 'x' });
  slack.archive('C_OPS');
  expect(await refusal(client(slack).chat.postMessage({ channel: 'C_OPS', text: 'y' }))).toBe('is_archived');
  expect(await refusal(client(slack).chat.update({ channel: 'C_OPS', ts: ts ?? '', text: 'y' }))).toBe('is_inactive');
});

test('the app is taken out of a private channel, and invited again', async () => {
  const slack = await workspace({ channels: [{ id: 'C_SECRET', name: 'secret', members: ['U_ADA'], isPrivate: true }] });
  slack.removeApp('C_SECRET');
  expect(await refusal(client(slack).chat.postMessage({ channel: 'C_SECRET', text: 'x' }))).toBe('channel_not_found');
  slack.inviteApp('C_SECRET');
  expect(await client(slack).chat.postMessage({ channel: 'C_SECRET', text: 'x' })).toMatchObject({ ok: true });
});
