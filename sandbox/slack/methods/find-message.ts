import type { Content } from '../content.ts';
import type { Message } from '../message.ts';
import { messageAt, type Workspace } from '../workspace.ts';
import { joinedChannel } from './find-channel.ts';
import { type Answer, type MethodContext, refuse } from './method.ts';

/** A message of the app in a channel, not in a thread, seen by everyone; spread and override for anything else. */
export function newMessage(workspace: Workspace, channel: string, given: Content): Message {
  return {
    channel,
    ts: workspace.newTs(),
    threadTs: null,
    broadcast: false,
    user: workspace.app.botUserId,
    text: given.text ?? '',
    blocks: given.blocks ?? [],
    metadata: given.metadata ?? null,
    edited: null,
    visibleTo: null,
    files: [],
    reactions: [],
    pinned: false,
  };
}

export function refuseThread(workspace: Workspace, channel: string, threadTs: string | undefined): Answer | null {
  if (threadTs === undefined) return null;
  const root = publicMessage(workspace, channel, threadTs);
  if (root === null) return refuse('thread_not_found');
  return root.threadTs === null ? null : refuse('cannot_reply_to_message');
}

export function ownMessage(
  slack: MethodContext,
  channel: string,
  ts: string,
  notOurs: string,
): { readonly kind: 'own'; readonly message: Message } | { readonly kind: 'refused'; readonly answer: Answer } {
  const found = joinedChannel(slack, channel);
  if (found.kind === 'refused' && found.answer['error'] === 'channel_not_found') return found;
  const message = publicMessage(slack.workspace, channel, ts);
  if (message === null) return { kind: 'refused', answer: refuse('message_not_found') };
  if (message.user !== slack.workspace.app.botUserId) return { kind: 'refused', answer: refuse(notOurs) };
  return { kind: 'own', message };
}

/** Ephemeral messages cannot be found by any Web API method. */
export function publicMessage(workspace: Workspace, channel: string, ts: string): Message | null {
  const message = messageAt(workspace, channel, ts);
  return message?.visibleTo === null ? message : null;
}
