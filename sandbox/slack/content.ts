import { z } from 'zod';
import type { Block, JsonObject } from './blocks/block.ts';
import { checkBlocks, type Surface } from './blocks/check-blocks.ts';
import type { Metadata } from './message.ts';
import { type Answer, fromJson, refuse } from './methods/method.ts';

/** About what Slack is seen to refuse; neither number is documented. */
const BLOCKS_MOST_CHARACTERS = 12_000;
const METADATA_MOST_CHARACTERS = 8_000;

const metadataSchema = z.strictObject({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
});

export interface Content {
  /** Absent fields were not given, which an update tells apart from empty ones. */
  readonly text?: string;
  readonly blocks?: readonly Block[];
  readonly metadata?: Metadata | null;
}

export type ContentChecked =
  | { readonly kind: 'content'; readonly content: Content }
  | { readonly kind: 'refused'; readonly answer: Answer };

/** The text, blocks and metadata of a message, as `chat.*` methods and response URLs take them. */
export function checkContent(given: JsonObject, surface: Omit<Surface, 'kind'>, textMost: number): ContentChecked {
  const text = typeof given['text'] === 'string' ? given['text'] : undefined;
  if (text !== undefined && text.length > textMost) return refused(refuse('msg_too_long'));

  const blocks = given['blocks'] === undefined ? undefined : fromJson(given['blocks']);
  if (blocks !== undefined && !Array.isArray(blocks)) return refused(refuse('invalid_blocks_format'));
  if (!text && (blocks === undefined || blocks.length === 0)) return refused(refuse('no_text'));
  if (JSON.stringify(blocks ?? []).length > BLOCKS_MOST_CHARACTERS) return refused(refuse('msg_blocks_too_long'));
  const checked = checkBlocks(blocks ?? [], { ...surface, kind: 'message' });
  if (checked.kind === 'invalid') return refused(refuse('invalid_blocks', { messages: checked.messages }));

  const metadata = checkMetadata(given['metadata']);
  if (metadata.kind === 'refused') return metadata;
  return {
    kind: 'content',
    content: {
      ...(text === undefined ? {} : { text }),
      ...(blocks === undefined ? {} : { blocks: checked.blocks }),
      ...(metadata.value === undefined ? {} : { metadata: metadata.value }),
    },
  };
}

function checkMetadata(
  given: unknown,
): { readonly kind: 'metadata'; readonly value: Metadata | null | undefined } | { readonly kind: 'refused'; readonly answer: Answer } {
  if (given === undefined) return { kind: 'metadata', value: undefined };
  const value = fromJson(given);
  const text = JSON.stringify(value);
  if (text === '{}') return { kind: 'metadata', value: null };
  if (text.length > METADATA_MOST_CHARACTERS) return refused(refuse('metadata_too_large'));
  const parsed = metadataSchema.safeParse(value);
  if (!parsed.success) return refused(refuse('invalid_metadata_format'));
  return { kind: 'metadata', value: parsed.data };
}

function refused(answer: Answer): { readonly kind: 'refused'; readonly answer: Answer } {
  return { kind: 'refused', answer };
}
