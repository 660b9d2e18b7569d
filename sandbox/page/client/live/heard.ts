import type { State } from '../../protocol.ts';
import type { PageState } from '../page-state.ts';

/** What this window shows after the server spoke. A thread opens by itself where it holds a new answer that only the reader sees. */
export function heard(page: PageState, state: State): PageState {
  const known = new Set(page.state?.channel.messages.map(({ ts }) => ts));
  const answered = state.channel.messages.findLast(({ ts, isPrivate, threadTs }) => isPrivate && threadTs !== null && !known.has(ts));
  const opened = page.seenAs !== page.as ? null : (answered?.threadTs ?? null);
  return { ...page, state, seenAs: page.as, connection: 'open', thread: opened ?? page.thread };
}
