import type { Events } from './events.ts';
import type { Message } from './message.ts';
import { newMessage, refuseThread } from './methods/find-message.ts';
import { wireMessage } from './wire.ts';
import { type Channel, putMessage, type Workspace } from './workspace.ts';

interface Written extends Pick<Message, 'user' | 'text' | 'files'> {
  readonly threadTs: string | undefined;
}

/** Puts what a person wrote into the channel or thread. The app hears of it where it is a member. Throws where there is no such thread. */
export function writeMessage(workspace: Workspace, events: Events, channel: Channel, { user, text, files, threadTs }: Written): Message {
  const refusal = refuseThread(workspace, channel.id, threadTs);
  if (refusal !== null) throw new Error(`There is no thread ${threadTs} in ${channel.id}`);
  const draft = { ...newMessage(workspace, channel.id, { text }), user, files, threadTs: threadTs ?? null };
  const message = putMessage(workspace, draft);
  const heard = {
    ...wireMessage(workspace, message, { metadata: false }),
    ...(files.length === 0 ? {} : { subtype: 'file_share' }),
    channel: channel.id,
  };
  const type = { public: 'channel', private: 'group', direct: 'im' }[channel.kind];
  const name = { public: 'message.channels', private: 'message.groups', direct: 'message.im' }[channel.kind];
  const inside = channel.members.includes(workspace.app.botUserId);
  if (inside) events.emit(name, { ...heard, channel_type: type });
  if (inside && text.includes(`<@${workspace.app.botUserId}>`)) events.emit('app_mention', { ...heard, type: 'app_mention' });
  return message;
}
