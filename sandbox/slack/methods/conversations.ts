import { z } from 'zod';
import type { Message } from '../message.ts';
import { page } from '../page.ts';
import { repliesTo, wireChannel, wireMessage } from '../wire.ts';
import { directChannel, readableChannel } from './find-channel.ts';
import { publicMessage } from './find-message.ts';
import { type Answer, count, flag, type Method, method, type MethodContext, refuse } from './method.ts';

const HISTORY = ['channels:history', 'groups:history', 'mpim:history', 'im:history'];
const READ = ['channels:read', 'groups:read', 'mpim:read', 'im:read'];

const paging = { cursor: z.string().optional(), limit: count.default(100) };
const range = {
  ...paging,
  oldest: z.string().optional(),
  latest: z.string().optional(),
  inclusive: flag.default(false),
  include_all_metadata: flag.default(false),
};
type Range = z.infer<z.ZodObject<typeof range>>;

const history = method({
  tier: 3,
  scopes: HISTORY,
  args: z.object({ channel: z.string(), ...range }),
  run: (args, slack) => {
    const found = readableChannel(slack, args.channel, 'history');
    if (found.kind === 'refused') return found.answer;
    const inChannel = [...slack.workspace.messages.values()].filter(
      (message) => message.channel === args.channel && message.visibleTo === null && (message.threadTs === null || message.broadcast),
    );
    return listed(slack, inChannel.reverse(), args);
  },
});

const replies = method({
  tier: 3,
  scopes: HISTORY,
  args: z.object({ channel: z.string(), ts: z.string(), ...range }),
  run: (args, slack) => {
    const found = readableChannel(slack, args.channel, 'history');
    if (found.kind === 'refused') return found.answer;
    const root = publicMessage(slack.workspace, args.channel, args.ts);
    if (root === null) return refuse('thread_not_found');
    return listed(slack, [root, ...repliesTo(slack.workspace, root)], args);
  },
});

const info = method({
  tier: 3,
  scopes: READ,
  args: z.object({ channel: z.string() }),
  run: (args, slack) => {
    const found = readableChannel(slack, args.channel, 'read');
    if (found.kind === 'refused') return found.answer;
    return { ok: true, channel: wireChannel(slack.workspace, found.channel) };
  },
});

const members = method({
  tier: 4,
  scopes: READ,
  args: z.object({ channel: z.string(), ...paging }),
  run: (args, slack) => {
    const found = readableChannel(slack, args.channel, 'read');
    if (found.kind === 'refused') return found.answer;
    const shown = page(found.channel.members, (id) => id, { limit: args.limit, cursor: args.cursor });
    if (shown.kind === 'refused') return refuse(shown.error);
    return { ok: true, members: shown.items, response_metadata: { next_cursor: shown.nextCursor } };
  },
});

const open = method({
  tier: 3,
  scopes: ['im:write'],
  args: z.object({ users: z.string() }),
  run: (args, slack) => {
    if (!slack.workspace.users.has(args.users)) return refuse('user_not_found');
    return { ok: true, channel: { id: directChannel(slack.workspace, args.users).id } };
  },
});

export const conversations: Readonly<Record<string, Method>> = {
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.info': info,
  'conversations.members': members,
  'conversations.open': open,
};

function listed(slack: MethodContext, all: readonly Message[], asked: Range): Answer {
  const within = all.filter((message) => isWithin(message.ts, asked));
  const shown = page(within, (message) => message.ts, { limit: asked.limit, cursor: asked.cursor });
  if (shown.kind === 'refused') return refuse(shown.error);
  return {
    ok: true,
    messages: shown.items.map((message) => wireMessage(slack.workspace, message, { metadata: asked.include_all_metadata })),
    has_more: shown.nextCursor !== '',
    response_metadata: { next_cursor: shown.nextCursor },
  };
}

function isWithin(ts: string, asked: Range): boolean {
  const at = Number(ts);
  const oldest = Number(asked.oldest ?? 0);
  const latest = Number(asked.latest ?? Number.POSITIVE_INFINITY);
  return asked.inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
}
