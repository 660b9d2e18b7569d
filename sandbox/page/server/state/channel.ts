import type { Message } from '#sandbox/slack/message.ts';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import { CHANNEL, PEOPLE } from '#sandbox/world/people.ts';
import type { ShownMessage, State } from '../../protocol.ts';

const NAMES: ReadonlyMap<string, string> = new Map(Object.values(PEOPLE).map(({ id, name }) => [id, name]));
const BOT_NAME = 'Switchback';

/** Everything in the channel that this person sees, threads included, oldest first. */
export function channelOf(slack: Slack | null, userId: string): State['channel'] {
  const messages = slack === null ? [] : messagesFor(slack, userId).map((message) => shown(message, slack.botUserId));
  return { id: CHANNEL.id, name: CHANNEL.name, messages };
}

/** As Slack keeps them; a reply that was sent to the channel too comes once. */
export function messagesFor(slack: Slack, userId: string): readonly Message[] {
  const roots = slack.messages(CHANNEL.id).filter(({ threadTs }) => threadTs === null);
  const all = [...roots.flatMap(({ ts }) => slack.thread(CHANNEL.id, ts)), ...slack.ephemerals(userId)];
  return all.sort((left, right) => Number(left.ts) - Number(right.ts) || left.ts.localeCompare(right.ts));
}

function shown({ ts, threadTs, user, text, blocks, edited, visibleTo, files }: Message, botUserId: string): ShownMessage {
  const isBot = user === botUserId;
  return {
    ts,
    threadTs,
    author: { id: user, name: isBot ? BOT_NAME : (NAMES.get(user) ?? user), isBot },
    text,
    blocks,
    edited: edited !== null,
    isPrivate: visibleTo !== null,
    files,
  };
}
