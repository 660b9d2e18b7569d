import type { Events } from './events.ts';
import { BOT_USER, type Channel, type UserGroup, type Workspace } from './workspace.ts';

/** What the administrators of the workspace do behind the app's back. */
export interface Administration {
  readonly setGroupMembers: (groupId: string, users: readonly string[]) => void;
  /** Its members stay, for whom it is enabled again. */
  readonly disableGroup: (groupId: string) => void;
  readonly archive: (channel: string) => void;
  readonly inviteApp: (channel: string) => void;
  readonly removeApp: (channel: string) => void;
}

export function administration(workspace: Workspace, events: Events): Administration {
  const changeGroup = (id: string, change: Partial<UserGroup>): UserGroup => {
    const group = workspace.groups.get(id);
    if (group === undefined) throw new Error(`There is no user group ${id} here`);
    workspace.groups.set(id, { ...group, ...change });
    workspace.changed();
    return group;
  };
  const changeChannel = (id: string, change: (channel: Channel) => Partial<Channel>): void => {
    const channel = workspace.channels.get(id);
    if (channel === undefined) throw new Error(`There is no channel ${id} here`);
    workspace.channels.set(id, { ...channel, ...change(channel) });
    workspace.changed();
  };
  return {
    setGroupMembers: (id, users) => {
      const before = changeGroup(id, { users });
      const added = users.filter((user) => !before.users.includes(user));
      const removed = before.users.filter((user) => !users.includes(user));
      events.emit('subteam_members_changed', {
        type: 'subteam_members_changed',
        subteam_id: id,
        team_id: workspace.team.id,
        added_users: added,
        added_users_count: added.length,
        removed_users: removed,
        removed_users_count: removed.length,
      });
    },
    disableGroup: (id) => void changeGroup(id, { disabled: true }),
    archive: (id) => changeChannel(id, () => ({ archived: true })),
    inviteApp: (id) => changeChannel(id, ({ members }) => ({ members: [...members, BOT_USER] })),
    removeApp: (id) => changeChannel(id, ({ members }) => ({ members: members.filter((member) => member !== BOT_USER) })),
  };
}
