import type { ReadGroup } from './authorise.ts';
import type { SlackClient } from './connection/slack-client.ts';

/** The members of a user group, from Slack. Needs a plan that has user groups; without one every lookup fails, and so does the click. */
export function readGroup(client: SlackClient): ReadGroup {
  return async (usergroup) => {
    const { users } = await client.usergroups.users.list({ usergroup });
    if (users === undefined) throw new Error('Slack answered without a list of members');
    return users;
  };
}
