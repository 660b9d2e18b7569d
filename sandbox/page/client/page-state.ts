import type { Confirmation, Press } from './gesture.ts';
import type { State } from '../protocol.ts';

/** What only this window knows. */
export interface PageState {
  /** Key of the person who is played. */
  readonly as: string;
  /** Null until the server has spoken. */
  readonly state: State | null;
  /** Who saw that; somebody else for a moment after the person was changed. */
  readonly seenAs: string | null;
  readonly connection: 'connecting' | 'open' | 'lost';
  readonly pane: 'channel' | 'world';
  /** Root of the thread that is open. */
  readonly thread: string | null;
  readonly draft: string;
  /** Which completion is marked; null while the list is closed. */
  readonly completion: number | null;
  readonly notice: Notice | null;
  readonly asking: { readonly confirmation: Confirmation; readonly press: Press } | null;
  /** How many acts wait for their answer. */
  readonly waiting: number;
}

export interface Notice {
  readonly kind: 'said' | 'refused';
  /** `mrkdwn` where it was said, plain text where it was refused. */
  readonly text: string;
}

export function openedPage(as: string): PageState {
  return {
    as,
    state: null,
    seenAs: null,
    connection: 'connecting',
    pane: 'channel',
    thread: null,
    draft: '',
    completion: null,
    notice: null,
    asking: null,
    waiting: 0,
  };
}
