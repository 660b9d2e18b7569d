import { z } from 'zod';
import { count, flag, type Method, method, refuse } from './method.ts';

const authTest = method({
  tier: 'none',
  scopes: [],
  args: z.object({}),
  run: (_, { workspace }) => ({
    ok: true,
    url: `https://${workspace.team.domain}.slack.com/`,
    team: workspace.team.domain,
    user: workspace.app.name,
    team_id: workspace.team.id,
    user_id: workspace.app.botUserId,
    bot_id: workspace.app.botId,
    app_id: workspace.app.id,
    is_enterprise_install: false,
  }),
});

const botInfo = method({
  tier: 3,
  scopes: ['users:read'],
  args: z.object({ bot: z.string() }),
  run: (args, { workspace }) => {
    if (args.bot !== workspace.app.botId) return refuse('bot_not_found');
    return { ok: true, bot: { id: args.bot, app_id: workspace.app.id, user_id: workspace.app.botUserId, name: workspace.app.name } };
  },
});

const userInfo = method({
  tier: 4,
  scopes: ['users:read'],
  args: z.object({ user: z.string() }),
  run: (args, { workspace }) => {
    const user = workspace.users.get(args.user);
    if (user === undefined) return refuse('user_not_found');
    const isBot = user.id === workspace.app.botUserId;
    const profile = { real_name: user.name, display_name: user.name };
    return { ok: true, user: { ...user, team_id: workspace.team.id, real_name: user.name, is_bot: isBot, deleted: false, profile } };
  },
});

const groupList = method({
  tier: 2,
  scopes: ['usergroups:read'],
  args: z.object({ include_users: flag.default(false), include_count: flag.default(false), include_disabled: flag.default(false) }),
  run: (args, { workspace }) => ({
    ok: true,
    usergroups: [...workspace.groups.values()]
      .filter((group) => args.include_disabled || group.disabled !== true)
      .map((group) => ({
        id: group.id,
        team_id: workspace.team.id,
        is_usergroup: true,
        name: group.handle,
        handle: group.handle,
        date_delete: group.disabled === true ? 1 : 0,
        users: args.include_users ? group.users : undefined,
        user_count: args.include_count ? group.users.length : undefined,
      })),
  }),
});

const groupUsers = method({
  tier: 2,
  scopes: ['usergroups:read'],
  args: z.object({ usergroup: z.string(), include_disabled: flag.default(false) }),
  run: (args, { workspace }) => {
    const group = workspace.groups.get(args.usergroup);
    const hidden = group?.disabled === true && !args.include_disabled;
    return group === undefined || hidden ? refuse('no_such_subteam') : { ok: true, users: group.users };
  },
});

const connectionsOpen = method({
  tier: 3,
  token: 'app',
  scopes: [],
  args: z.object({ limit: count.optional() }),
  run: (_, slack) => ({ ok: true, url: slack.socketUrl() }),
});

export const people: Readonly<Record<string, Method>> = {
  'auth.test': authTest,
  'bots.info': botInfo,
  'users.info': userInfo,
  'usergroups.list': groupList,
  'usergroups.users.list': groupUsers,
  'apps.connections.open': connectionsOpen,
};
