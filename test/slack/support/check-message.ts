import { expect } from 'vitest';
import { checkBlocks } from '#sandbox/slack/blocks/check-blocks.ts';
import { checkView } from '#sandbox/slack/blocks/check-view.ts';
import type { Block, Message } from '#src/slack/block-kit.ts';

/** Slack refuses somewhere above this, and does not say where. */
const MOST_CHARACTERS = 9_000;

/** What Slack would refuse, and what a reader would object to whatever the message is about. Empty when it may be sent. */
export function problemsOf({ text, blocks, classic }: Message): string[] {
  return [
    ...(text === '' ? ['there is nothing for the notification'] : []),
    ...problemsIn(blocks, true),
    // Without a classic form the blocks themselves must be of the oldest kind.
    ...problemsIn(classic ?? blocks, false),
  ];
}

export function expectSendable(message: Message): void {
  expect(problemsOf(message)).toEqual([]);
}

export function expectOpenable(view: unknown): void {
  expect(checkView(view, { acceptsNewerBlocks: true, newId })).toMatchObject({ kind: 'valid' });
}

function problemsIn(blocks: readonly Block[], acceptsNewerBlocks: boolean): string[] {
  const checked = checkBlocks(blocks, { kind: 'message', acceptsNewerBlocks, newId });
  const length = JSON.stringify(blocks).length;
  return [
    ...(checked.kind === 'invalid' ? checked.messages : []),
    ...(length > MOST_CHARACTERS ? [`${length} characters of blocks`] : []),
    ...(blocks.length === 0 ? ['no blocks'] : []),
  ];
}

let last = 0;

function newId(): string {
  last += 1;
  return `id${last}`;
}
