import { cut, type Block, type Message } from '../block-kit.ts';

/** Below what Slack takes as the text of an edit. */
const MOST_CHARACTERS = 3_800;

/** What a message says without any block, for a Slack that refuses how it looks. It has no buttons. */
export function plainForm({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string {
  const lines = blocks.flatMap(textsOf);
  return cut([text, ...lines].join('\n'), MOST_CHARACTERS);
}

function textsOf(block: Block): string[] {
  const parts = [Reflect.get(block, 'text'), ...(block.type === 'context' ? block.elements : [])];
  return parts.map((part: unknown) => (typeof part === 'object' && part !== null ? Reflect.get(part, 'text') : null)).filter(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
