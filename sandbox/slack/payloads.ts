import type { JsonObject } from './blocks/block.ts';
import type { Message } from './message.ts';
import { wireMessage } from './wire.ts';
import type { Channel, User, View, Workspace } from './workspace.ts';

/** The fields that every interactive payload carries. */
export function interaction(workspace: Workspace, type: string, user: User, triggerId: string): JsonObject {
  return {
    type,
    token: 'sandbox-verification-token',
    api_app_id: workspace.app.id,
    team: workspace.team,
    enterprise: null,
    is_enterprise_install: false,
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.team.id },
    trigger_id: triggerId,
  };
}

export function commandPayload(
  workspace: Workspace,
  given: {
    readonly user: User;
    readonly channel: Channel;
    readonly command: string;
    readonly text: string;
    readonly responseUrl: string;
    readonly triggerId: string;
  },
): JsonObject {
  return {
    token: 'sandbox-verification-token',
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: given.channel.id,
    channel_name: given.channel.kind === 'direct' ? 'directmessage' : given.channel.name,
    user_id: given.user.id,
    user_name: given.user.name,
    command: given.command,
    text: given.text,
    api_app_id: workspace.app.id,
    is_enterprise_install: 'false',
    response_url: given.responseUrl,
    trigger_id: given.triggerId,
  };
}

/** Where a press happened in a message. Slack sends the message itself too, unless it is ephemeral. */
export function messageContext(workspace: Workspace, message: Message, responseUrl: string): JsonObject {
  const ephemeral = message.visibleTo !== null;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: ephemeral,
      ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    },
    ...channelContext(workspace, message),
    ...(ephemeral ? {} : { message: wireMessage(workspace, message, { metadata: false }) }),
    response_url: responseUrl,
  };
}

export function channelContext(workspace: Workspace, message: Message): JsonObject {
  return { channel: { id: message.channel, name: workspace.channels.get(message.channel)?.name ?? '' } };
}

export function viewContext(view: View): JsonObject {
  return { container: { type: 'view', view_id: view.id } };
}
