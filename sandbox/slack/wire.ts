import type { JsonObject } from './blocks/block.ts';
import type { Message } from './message.ts';
import type { Channel, View, Workspace } from './workspace.ts';

/** A message as Slack sends it. Metadata is left out unless it was asked for by name. */
export function wireMessage(workspace: Workspace, message: Message, include: { readonly metadata: boolean }): JsonObject {
  const { app, team } = workspace;
  const ours = message.user === app.botUserId;
  const replies = repliesTo(workspace, message);
  const latest = replies.at(-1);
  return {
    type: 'message',
    ts: message.ts,
    user: message.user,
    text: message.text,
    team: team.id,
    ...(ours ? { bot_id: app.botId, app_id: app.id } : {}),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    ...(latest === undefined ? {} : { thread_ts: message.ts, reply_count: replies.length, latest_reply: latest.ts }),
    ...(message.edited === null ? {} : { edited: message.edited }),
    ...(message.files.length === 0 ? {} : { files: message.files }),
    ...(message.reactions.length === 0
      ? {}
      : { reactions: message.reactions.map((reaction) => ({ ...reaction, count: reaction.users.length })) }),
    ...(message.pinned ? { pinned_to: [message.channel] } : {}),
    ...(include.metadata && message.metadata !== null ? { metadata: message.metadata } : {}),
  };
}

export function repliesTo(workspace: Workspace, root: Message): Message[] {
  return [...workspace.messages.values()].filter(
    (message) => message.channel === root.channel && message.threadTs === root.ts && message.visibleTo === null,
  );
}

export function wireChannel(workspace: Workspace, channel: Channel): JsonObject {
  return {
    id: channel.id,
    name: channel.name,
    is_channel: channel.kind === 'public',
    is_private: channel.kind !== 'public',
    is_im: channel.kind === 'direct',
    is_archived: channel.archived === true,
    is_member: channel.members.includes(workspace.app.botUserId),
    num_members: channel.members.length,
  };
}

export function wireView(workspace: Workspace, view: View, state: JsonObject): JsonObject {
  const { modal } = view;
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: 'modal',
    callback_id: modal.callback_id ?? '',
    private_metadata: modal.private_metadata ?? '',
    external_id: modal.external_id ?? '',
    title: modal.title,
    submit: modal.submit ?? null,
    close: modal.close ?? null,
    blocks: view.blocks,
    state: { values: state },
    hash: view.hash,
    clear_on_close: modal.clear_on_close ?? false,
    notify_on_close: modal.notify_on_close ?? false,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: workspace.app.id,
    bot_id: workspace.app.botId,
    app_installed_team_id: workspace.team.id,
  };
}
