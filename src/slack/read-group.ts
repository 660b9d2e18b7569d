import { webApi } from '@slack/bolt';
import { SwitchbackError } from '#domain/errors.ts';
import type { ReadGroup } from './authorise.ts';
import type { SlackClient } from './connection/slack-client.ts';

/** The members of a user group, from Slack. Needs a plan that has user groups; without one every lookup fails, and so does the click. */
export function readGroup(client: SlackClient): ReadGroup {
  return async (usergroup) => {
    const { users } = await client.usergroups.users.list({ usergroup }).catch(goneOr);
    if (users === undefined) throw new Error('Slack answered without a list of members');
    return users;
  };
}

/** Slack does not tell a disabled group from one that never was. */
function goneOr(error: unknown): never {
  if (!(error instanceof webApi.WebAPIPlatformError) || error.data.error !== 'no_such_subteam') throw error;
  throw new SwitchbackError('provider_not_found', 'it is disabled or deleted (no_such_subteam)', { cause: error });
}
