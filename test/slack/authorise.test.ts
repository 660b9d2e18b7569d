import { describe, expect, test } from 'vitest';
import type { Members, Roles } from '#src/config/config.ts';
import { authoriser } from '#src/slack/authorise.ts';
import { readGroup } from '#src/slack/read-group.ts';
import { client, localSlack } from './support/local-slack.ts';

const NOBODY: Members = { users: [], groups: [] };
const MINUTE = 60_000;

function users(...ids: string[]): Members {
  return { users: ids, groups: [] };
}

function group(id: string): Members {
  return { users: [], groups: [id] };
}

/** An authoriser over groups that are in memory, with a clock that stands still. */
function office(roles: Partial<Roles>, groups: Record<string, readonly string[]> = {}) {
  let now = 0;
  const asked: string[] = [];
  const read = async (id: string) => {
    asked.push(id);
    const members = groups[id];
    if (members === undefined) throw new Error('no_such_subteam');
    return members;
  };
  const all = { responders: NOBODY, approvers: NOBODY, databaseOwners: NOBODY, ...roles };
  const authorise = authoriser(
    () => all,
    read,
    () => now,
  );
  return { authorise, groups, asked, passes: (ms: number) => (now += ms) };
}

describe('who may act', () => {
  test('people who are listed, without asking Slack', async () => {
    const { authorise, asked } = office({ responders: { users: ['U_ADA'], groups: ['S_ONCALL'] } }, { S_ONCALL: [] });
    expect(await authorise('U_ADA', 'invoices', 'responder')).toEqual({ kind: 'may' });
    expect(asked).toEqual([]);
  });

  test('members of a listed group', async () => {
    const { authorise } = office({ responders: group('S_ONCALL') }, { S_ONCALL: ['U_BEN'] });
    expect(await authorise('U_BEN', 'invoices', 'responder')).toEqual({ kind: 'may' });
    expect(await authorise('U_CYD', 'invoices', 'responder')).toEqual({ kind: 'may not', who: ['<!subteam^S_ONCALL>'] });
  });

  test('whoever approves or owns the database responds too, and not the other way round', async () => {
    const { authorise } = office({ responders: users('U_ADA'), approvers: users('U_BEN'), databaseOwners: users('U_DOT') });
    const may = async (role: 'responder' | 'approver' | 'database owner') => {
      const answers = await Promise.all(['U_ADA', 'U_BEN', 'U_DOT', 'U_CYD'].map((person) => authorise(person, 'invoices', role)));
      return answers.map(({ kind }) => kind);
    };
    expect(await may('responder')).toEqual(['may', 'may', 'may', 'may not']);
    expect(await may('approver')).toEqual(['may not', 'may', 'may', 'may not']);
    expect(await may('database owner')).toEqual(['may not', 'may not', 'may', 'may not']);
  });

  test('a denial names everybody once', async () => {
    const both = { users: ['U_BEN'], groups: ['S_ONCALL'] };
    const { authorise } = office({ responders: both, approvers: both }, { S_ONCALL: [] });
    expect(await authorise('U_CYD', 'invoices', 'responder')).toEqual({ kind: 'may not', who: ['<@U_BEN>', '<!subteam^S_ONCALL>'] });
  });

  test('nobody, where nobody is configured', async () => {
    expect(await office({}).authorise('U_ADA', 'invoices', 'responder')).toEqual({ kind: 'may not', who: [] });
  });
});

describe('what is remembered', () => {
  test('members are asked for once in five minutes', async () => {
    const { authorise, asked, passes } = office({ responders: group('S_ONCALL') }, { S_ONCALL: ['U_BEN'] });
    await authorise('U_BEN', 'invoices', 'responder');
    passes(5 * MINUTE - 1);
    await authorise('U_BEN', 'payments', 'responder');
    expect(asked).toEqual(['S_ONCALL']);
    passes(1);
    await authorise('U_BEN', 'invoices', 'responder');
    expect(asked).toEqual(['S_ONCALL', 'S_ONCALL']);
  });

  test('somebody who was taken out of a group may act for up to five minutes more, and no longer', async () => {
    const { authorise, groups, passes } = office({ responders: group('S_ONCALL') }, { S_ONCALL: ['U_BEN'] });
    await authorise('U_BEN', 'invoices', 'responder');
    groups['S_ONCALL'] = [];
    passes(5 * MINUTE - 1);
    expect(await authorise('U_BEN', 'invoices', 'responder')).toEqual({ kind: 'may' });
    passes(1);
    expect(await authorise('U_BEN', 'invoices', 'responder')).toEqual({ kind: 'may not', who: ['<!subteam^S_ONCALL>'] });
  });

  test('where nothing may be remembered, a removal counts at once', async () => {
    const groups = { S_ONCALL: ['U_BEN'] };
    const roles = { responders: group('S_ONCALL'), approvers: NOBODY, databaseOwners: NOBODY };
    const authorise = authoriser(
      () => roles,
      async () => groups.S_ONCALL,
      () => 0,
      0,
    );
    expect(await authorise('U_BEN', 'invoices', 'responder')).toEqual({ kind: 'may' });
    groups.S_ONCALL = [];
    expect(await authorise('U_BEN', 'invoices', 'responder')).toMatchObject({ kind: 'may not' });
  });

  test('a lookup that failed is not: the next click asks again', async () => {
    const { authorise, groups } = office({ responders: group('S_ONCALL') });
    expect(await authorise('U_BEN', 'invoices', 'responder')).toEqual({
      kind: 'cannot tell',
      why: 'user group S_ONCALL could not be read: no_such_subteam',
      who: [],
    });
    groups['S_ONCALL'] = ['U_BEN'];
    expect(await authorise('U_BEN', 'invoices', 'responder')).toEqual({ kind: 'may' });
  });

  test('one membership is enough, whatever became of the other groups', async () => {
    const gone = { responders: group('S_ONCALL'), approvers: group('S_GONE') };
    const { authorise } = office(gone, { S_ONCALL: ['U_BEN'] });
    expect(await authorise('U_BEN', 'invoices', 'responder')).toEqual({ kind: 'may' });
    expect(await authorise('U_CYD', 'invoices', 'responder')).toEqual({
      kind: 'cannot tell',
      why: 'user group S_GONE could not be read: no_such_subteam',
      who: ['<!subteam^S_ONCALL>'],
    });
  });

  test('whoever is known to be a member does not wait for a group that Slack is slow with', async () => {
    const roles = { responders: group('S_ONCALL'), approvers: group('S_SLOW'), databaseOwners: NOBODY };
    const never = new Promise<readonly string[]>(() => {});
    const authorise = authoriser(
      () => roles,
      (id) => (id === 'S_SLOW' ? never : Promise.resolve(['U_BEN'])),
      () => 0,
      0,
      60_000,
    );
    expect(await authorise('U_BEN', 'invoices', 'responder')).toEqual({ kind: 'may' });
  });

  test('a lookup that fails for one group does not let anybody in by another', async () => {
    const { authorise } = office({ responders: { users: [], groups: ['S_ONCALL', 'S_GONE'] } }, { S_ONCALL: ['U_BEN'] });
    expect(await authorise('U_CYD', 'invoices', 'responder')).toMatchObject({ kind: 'cannot tell' });
  });
});

describe('against Slack', () => {
  async function office(withinMs?: number) {
    const slack = await localSlack();
    const roles = { responders: group('S_ONCALL'), approvers: NOBODY, databaseOwners: NOBODY };
    return { slack, authorise: authoriser(() => roles, readGroup(client(slack)), Date.now, undefined, withinMs) };
  }

  test('members are those of the user group', async () => {
    const { slack, authorise } = await office();
    expect(await authorise('U_ADA', 'invoices', 'responder')).toEqual({ kind: 'may' });
    expect(await authorise('U_CYD', 'invoices', 'responder')).toEqual({ kind: 'may not', who: ['<!subteam^S_ONCALL>'] });
    expect(slack.calls.map(({ method, args }) => [method, args['usergroup']])).toEqual([['usergroups.users.list', 'S_ONCALL']]);
  });

  test('a Slack that does not answer in time cannot tell, and is asked again by the next click', async () => {
    const { slack, authorise } = await office(50);
    slack.faults.on('usergroups.users.list', { kind: 'hang' });
    expect(await authorise('U_ADA', 'invoices', 'responder')).toEqual({
      kind: 'cannot tell',
      why: 'user group S_ONCALL could not be read: Slack did not answer within 50 ms',
      who: [],
    });
    slack.faults.clear();
    await expect.poll(async () => (await authorise('U_ADA', 'invoices', 'responder')).kind).toBe('may');
  });

  test.each([
    { kind: 'rateLimited', retryAfterSeconds: 30 },
    { kind: 'serverError', status: 503 },
    { kind: 'refuse', error: 'plan_upgrade_required' },
  ] as const)('$kind cannot tell', async (fault) => {
    const { slack, authorise } = await office();
    slack.faults.on('usergroups.users.list', fault);
    expect((await authorise('U_ADA', 'invoices', 'responder')).kind).toBe('cannot tell');
    expect((await authorise('U_ADA', 'invoices', 'responder')).kind).toBe('may');
  });

  test('a disabled group denies only those whom nothing else admits, and uses up one call a minute', async () => {
    const groups = [
      { id: 'S_ONCALL', handle: 'oncall', users: ['U_ADA'] },
      { id: 'S_LEADS', handle: 'leads', users: ['U_BEN'] },
    ];
    const slack = await localSlack({ userGroups: groups });
    slack.disableGroup('S_LEADS');
    const roles = { responders: group('S_ONCALL'), approvers: group('S_LEADS'), databaseOwners: NOBODY };
    let now = 0;
    const authorise = authoriser(
      () => roles,
      readGroup(client(slack)),
      () => now,
    );
    expect(await authorise('U_ADA', 'invoices', 'responder')).toEqual({ kind: 'may' });
    expect(await authorise('U_BEN', 'invoices', 'responder')).toEqual({
      kind: 'cannot tell',
      why: 'user group S_LEADS could not be read: it is disabled or deleted (no_such_subteam)',
      who: ['<!subteam^S_ONCALL>'],
    });
    now = MINUTE - 1;
    await authorise('U_BEN', 'invoices', 'responder');
    expect(slack.calls.map(({ args }) => args['usergroup'])).toEqual(['S_ONCALL', 'S_LEADS']);
    now = MINUTE;
    await authorise('U_BEN', 'invoices', 'responder');
    expect(slack.calls.map(({ args }) => args['usergroup'])).toEqual(['S_ONCALL', 'S_LEADS', 'S_LEADS']);
  });

  test('a group that is not there cannot tell, which is no empty group', async () => {
    const slack = await localSlack({ userGroups: [] });
    const roles = { responders: group('S_ONCALL'), approvers: NOBODY, databaseOwners: NOBODY };
    const authorise = authoriser(() => roles, readGroup(client(slack)), Date.now);
    expect(await authorise('U_ADA', 'invoices', 'responder')).toEqual({
      kind: 'cannot tell',
      why: 'user group S_ONCALL could not be read: it is disabled or deleted (no_such_subteam)',
      who: [],
    });
  });
});
