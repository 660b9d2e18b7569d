import type { Block } from '#src/slack/block-kit.ts';

/** Characters of a line on a small phone; a header is set larger. */
const LINE = 45;
const HEADER_LINE = 32;

/** How many lines somebody reads on a phone before the first button. Infinite where there is none. */
export function linesBeforeButtons(blocks: readonly Block[]): number {
  const first = blocks.findIndex(({ type }) => type === 'actions');
  return first === -1 ? Infinity : blocks.slice(0, first).reduce((sum, block) => sum + linesOf(block), 0);
}

function linesOf(block: Block): number {
  if (block.type === 'header') return wrapped(block.text.text, HEADER_LINE);
  if (block.type === 'section') return wrapped(shown(block.text?.text ?? ''), LINE);
  // The banner of a drill is one short line.
  return 1;
}

/** Slack's markup as it is drawn. */
function shown(mrkdwn: string): string {
  return mrkdwn
    .replaceAll(/<!date\^\d+\^\{time_secs\}\|[^>]*>/g, '02:13:05')
    .replaceAll(/<@[^>]*>/g, '@somebody')
    .replaceAll(/<https?:[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/[*_`]/g, '')
    .replaceAll(/&(?:amp|lt|gt);/g, '&');
}

function wrapped(text: string, width: number): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(Array.from(line).length / width)), 0);
}
