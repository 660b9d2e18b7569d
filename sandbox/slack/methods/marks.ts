import { z } from 'zod';
import { putMessage } from '../workspace.ts';
import { joinedChannel } from './find-channel.ts';
import { publicMessage } from './find-message.ts';
import { type Method, method, refuse } from './method.ts';

const addReaction = method({
  tier: 3,
  scopes: ['reactions:write'],
  args: z.object({ channel: z.string(), timestamp: z.string(), name: z.string() }),
  run: (args, slack) => {
    const found = joinedChannel(slack, args.channel);
    if (found.kind === 'refused') return found.answer;
    const message = publicMessage(slack.workspace, args.channel, args.timestamp);
    if (message === null) return refuse('message_not_found');
    if (!/^[\w+'-]+$/.test(args.name)) return refuse('invalid_name');
    const users = message.reactions.find((reaction) => reaction.name === args.name)?.users ?? [];
    if (users.includes(slack.workspace.app.botUserId)) return refuse('already_reacted');
    const others = message.reactions.filter((reaction) => reaction.name !== args.name);
    const reactions = [...others, { name: args.name, users: [...users, slack.workspace.app.botUserId] }];
    putMessage(slack.workspace, { ...message, reactions });
    return { ok: true };
  },
});

const addPin = method({
  tier: 2,
  scopes: ['pins:write'],
  args: z.object({ channel: z.string(), timestamp: z.string() }),
  run: (args, slack) => {
    const found = joinedChannel(slack, args.channel);
    if (found.kind === 'refused') return found.answer;
    const message = publicMessage(slack.workspace, args.channel, args.timestamp);
    if (message === null) return refuse('message_not_found');
    if (message.pinned) return refuse('already_pinned');
    putMessage(slack.workspace, { ...message, pinned: true });
    return { ok: true };
  },
});

export const marks: Readonly<Record<string, Method>> = { 'reactions.add': addReaction, 'pins.add': addPin };
