import { expect, test } from 'vitest';
import { logGroups } from '#src/bot/log-groups.ts';
import { readGroup } from '#src/slack/read-group.ts';
import { client, localSlack } from '#test/slack/support/local-slack.ts';

const groups = (...ids: string[]) => ({ users: [], groups: ids });

test('at the start each user group that cannot be read is a warning, once, with the services that it is for', async () => {
  const slack = await localSlack({
    userGroups: [
      { id: 'S_ONCALL', handle: 'oncall', users: ['U_ADA'] },
      { id: 'S_LEADS', handle: 'leads', users: ['U_BEN'] },
    ],
  });
  slack.disableGroup('S_LEADS');
  const roles = { responders: groups('S_ONCALL'), approvers: groups('S_LEADS'), databaseOwners: groups() };
  const lines: unknown[] = [];
  const log = { warn: (data: object, message: string) => void lines.push([message, data]) };
  const services = ['invoices', 'payments'].map((name) => ({ name, roles }));
  await logGroups(services, readGroup(client(slack)), log, new AbortController().signal);
  expect(lines).toEqual([
    [
      'a user group cannot be read, so whom only it admits can do nothing',
      { group: 'S_LEADS', services: ['invoices', 'payments'], why: 'it is disabled or deleted (no_such_subteam)' },
    ],
  ]);
});

test('a bot that is stopped meanwhile asks nothing more', async () => {
  const slack = await localSlack();
  const roles = { responders: groups('S_ONCALL'), approvers: groups(), databaseOwners: groups() };
  await logGroups([{ name: 'invoices', roles }], readGroup(client(slack)), { warn: () => {} }, AbortSignal.abort());
  expect(slack.calls).toEqual([]);
});
