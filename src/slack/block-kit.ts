import type { KnownBlock } from '@slack/types';

/** `data_visualization` is newer than the published types. */
export type Block = KnownBlock | { readonly type: 'data_visualization'; readonly title: string; readonly chart: object };

/** One thing to say. `text` is what notifications and screen readers use. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The same in the oldest blocks, for clients and workspaces that refuse the newer ones. */
  readonly classic?: readonly Block[];
}

const MOST_IN_A_SECTION = 2_900;
const MOST_IN_A_CONTEXT = 1_900;

/** `mrkdwn` must be quoted where it repeats anybody's words. */
export function section(mrkdwn: string): Block {
  return { type: 'section', text: { type: 'mrkdwn', text: cut(mrkdwn, MOST_IN_A_SECTION), verbatim: true }, expand: true };
}

/** Lines in as few sections as hold them. */
export function sections(lines: readonly string[]): Block[] {
  return packed(lines, MOST_IN_A_SECTION).map(section);
}

/** The same in small print. */
export function contexts(lines: readonly string[]): Block[] {
  return packed(lines, MOST_IN_A_CONTEXT).map(context);
}

/** Each line whole: half a line could end inside a mention or a date. */
function packed(lines: readonly string[], most: number): string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= most) texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts;
}

export function header(text: string): Block {
  return { type: 'header', text: { type: 'plain_text', text: cut(text, 150), emoji: true } };
}

export function context(mrkdwn: string): Block {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: cut(mrkdwn, MOST_IN_A_CONTEXT), verbatim: true }] };
}

/** Monospaced, and without any markup: safe for text that anybody wrote. */
export function preformatted(text: string): Block {
  return { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: cut(text, 2900) }] }] };
}

/** Without markup, for everything that takes none. */
export function plain(text: string) {
  return { type: 'plain_text' as const, text };
}

/** At most `length` characters as Slack counts them; a character that takes two is never halved. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
