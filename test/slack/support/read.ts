import { checkBlocks } from '#sandbox/slack/blocks/check-blocks.ts';
import { plainText } from '#sandbox/slack/plain-text.ts';
import type { Block, Message } from '#src/slack/block-kit.ts';
import { expectSendable } from './check-message.ts';

/** What a person reads, line by line, once Slack would take the message. Buttons are in brackets; markup stays. */
export function read(message: Message): string[] {
  expectSendable(message);
  return linesOf(message.text, message.blocks);
}

/** The same where the newer blocks are refused. */
export function readClassic(message: Message): string[] {
  expectSendable(message);
  return linesOf(message.text, message.classic ?? message.blocks);
}

function linesOf(text: string, blocks: readonly Block[]): string[] {
  const checked = checkBlocks(blocks, { kind: 'message', acceptsNewerBlocks: true, newId: () => 'id' });
  if (checked.kind === 'invalid') throw new Error(checked.messages.join('\n'));
  return plainText({ text, blocks: checked.blocks }).split('\n');
}
