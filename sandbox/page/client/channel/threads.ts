import type { ShownMessage } from '../../protocol.ts';

/** What stands in the channel itself, oldest first. */
export function roots(messages: readonly ShownMessage[]): readonly ShownMessage[] {
  return messages.filter(({ ts, threadTs }) => threadTs === null || threadTs === ts);
}

/** What stands in the thread below `root`, oldest first. */
export function repliesTo(root: string, messages: readonly ShownMessage[]): readonly ShownMessage[] {
  return messages.filter(({ ts, threadTs }) => threadTs === root && ts !== root);
}

/** `5 replies, 1 only visible to you`. Null where there is none. */
export function replyCount(replies: readonly ShownMessage[]): string | null {
  const forAll = replies.filter(({ isPrivate }) => !isPrivate).length;
  const forMe = replies.length - forAll;
  if (replies.length === 0) return null;
  if (forAll === 0) return `${forMe} only visible to you`;
  const counted = forAll === 1 ? '1 reply' : `${forAll} replies`;
  return forMe === 0 ? counted : `${counted}, ${forMe} only visible to you`;
}
