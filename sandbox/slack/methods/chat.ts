import { z } from 'zod';
import { checkContent } from '../content.ts';
import { wireMessage } from '../wire.ts';
import { putMessage, removeMessage } from '../workspace.ts';
import { channelToPostIn, joinedChannel } from './find-channel.ts';
import { newMessage, ownMessage, publicMessage, refuseThread } from './find-message.ts';
import { flag, type Method, method, refuse } from './method.ts';

const content = { text: z.string().optional(), blocks: z.unknown().optional(), metadata: z.unknown().optional() };
const POST_MOST = 40_000;
const UPDATE_MOST = 4_000;

const postMessage = method({
  tier: 'per channel',
  scopes: ['chat:write'],
  args: z.object({ channel: z.string(), thread_ts: z.string().optional(), reply_broadcast: flag.optional(), ...content }),
  run: (args, slack) => {
    const target = channelToPostIn(slack, args.channel);
    if (target.kind === 'refused') return target.answer;
    const checked = checkContent(args, slack.surface(), POST_MOST);
    if (checked.kind === 'refused') return checked.answer;
    const refusal = refuseThread(slack.workspace, target.channel.id, args.thread_ts);
    if (refusal !== null) return refusal;
    const message = putMessage(slack.workspace, {
      ...newMessage(slack.workspace, target.channel.id, checked.content),
      threadTs: args.thread_ts ?? null,
      broadcast: args.thread_ts !== undefined && args.reply_broadcast === true,
    });
    return { ok: true, channel: message.channel, ts: message.ts, message: wireMessage(slack.workspace, message, { metadata: false }) };
  },
});

const postEphemeral = method({
  tier: 4,
  scopes: ['chat:write'],
  args: z.object({ channel: z.string(), user: z.string(), thread_ts: z.string().optional(), ...content }),
  run: (args, slack) => {
    const target = joinedChannel(slack, args.channel);
    if (target.kind === 'refused') return target.answer;
    if (!target.channel.members.includes(args.user)) return refuse('user_not_in_channel');
    const checked = checkContent({ text: args.text, blocks: args.blocks }, slack.surface(), POST_MOST);
    if (checked.kind === 'refused') return checked.answer;
    const refusal = refuseThread(slack.workspace, target.channel.id, args.thread_ts);
    if (refusal !== null) return refusal;
    const message = putMessage(slack.workspace, {
      ...newMessage(slack.workspace, target.channel.id, checked.content),
      threadTs: args.thread_ts ?? null,
      visibleTo: args.user,
    });
    return { ok: true, message_ts: message.ts };
  },
});

/** Text without blocks takes the blocks away; metadata that is not given stays. */
const update = method({
  tier: 3,
  scopes: ['chat:write'],
  args: z.object({ channel: z.string(), ts: z.string(), ...content }),
  run: (args, slack) => {
    const own = ownMessage(slack, args.channel, args.ts, 'cant_update_message');
    if (own.kind === 'refused') return own.answer;
    if (slack.workspace.channels.get(args.channel)?.archived === true) return refuse('is_inactive');
    const checked = checkContent(args, slack.surface(), UPDATE_MOST);
    if (checked.kind === 'refused') return checked.answer;
    const { text, blocks, metadata } = checked.content;
    const message = putMessage(slack.workspace, {
      ...own.message,
      text: text ?? own.message.text,
      blocks: blocks ?? [],
      metadata: metadata === undefined ? own.message.metadata : metadata,
      edited: { user: slack.workspace.app.botUserId, ts: slack.workspace.newTs() },
    });
    const wire = wireMessage(slack.workspace, message, { metadata: false });
    return { ok: true, channel: message.channel, ts: message.ts, text: message.text, message: wire };
  },
});

const remove = method({
  tier: 3,
  scopes: ['chat:write'],
  args: z.object({ channel: z.string(), ts: z.string() }),
  run: (args, slack) => {
    const own = ownMessage(slack, args.channel, args.ts, 'cant_delete_message');
    if (own.kind === 'refused') return own.answer;
    removeMessage(slack.workspace, own.message);
    return { ok: true, channel: args.channel, ts: args.ts };
  },
});

const getPermalink = method({
  tier: 'none',
  scopes: [],
  args: z.object({ channel: z.string(), message_ts: z.string() }),
  run: (args, slack) => {
    const found = joinedChannel(slack, args.channel);
    if (found.kind === 'refused') return found.answer;
    const message = publicMessage(slack.workspace, args.channel, args.message_ts);
    if (message === null) return refuse('message_not_found');
    const thread = message.threadTs === null ? '' : `?thread_ts=${message.threadTs}&cid=${message.channel}`;
    const permalink = `https://sandbox.slack.com/archives/${message.channel}/p${message.ts.replace('.', '')}${thread}`;
    return { ok: true, channel: message.channel, permalink };
  },
});

export const chat: Readonly<Record<string, Method>> = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
};
