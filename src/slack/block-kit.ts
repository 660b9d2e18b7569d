import type { KnownBlock } from '@slack/types';

/** `data_visualization` is newer than the published types. */
export type Block = KnownBlock | { readonly type: 'data_visualization'; readonly title: string; readonly chart: object };

/** One thing to say. `text` is what notifications and screen readers use. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The same in the oldest blocks, for clients and workspaces that answer `invalid_blocks`. */
  readonly classic?: readonly Block[];
}

/** `mrkdwn` must be escaped where it quotes anybody. */
export function section(mrkdwn: string): Block {
  return { type: 'section', text: { type: 'mrkdwn', text: cut(mrkdwn, 2900), verbatim: true }, expand: true };
}

export function header(text: string): Block {
  return { type: 'header', text: { type: 'plain_text', text: cut(text, 150), emoji: true } };
}

export function context(mrkdwn: string): Block {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: cut(mrkdwn, 1900), verbatim: true }] };
}

/** Monospaced, and without any markup: safe for text that anybody wrote. */
export function preformatted(text: string): Block {
  return { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: cut(text, 2900) }] }] };
}

export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
