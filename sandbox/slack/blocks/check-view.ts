import { z } from 'zod';
import type { Block } from './block.ts';
import { checkBlocks, type Surface } from './check-blocks.ts';
import { plainText } from './composition.ts';
import { errorLine, line } from './error-line.ts';

const modal = z.strictObject({
  type: z.literal('modal'),
  title: plainText(24),
  blocks: z.array(z.unknown()),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  external_id: z.string().max(255).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});

export type Modal = Omit<z.infer<typeof modal>, 'blocks'> & { readonly blocks: readonly Block[] };

export type ViewChecked =
  | { readonly kind: 'valid'; readonly modal: Modal }
  | { readonly kind: 'invalid'; readonly messages: readonly string[] };

export function checkView(value: unknown, surface: Omit<Surface, 'kind'>): ViewChecked {
  const parsed = modal.safeParse(value);
  if (!parsed.success) return { kind: 'invalid', messages: parsed.error.issues.map((issue) => errorLine(issue, ['view'], value)) };
  const blocks = checkBlocks(parsed.data.blocks, { ...surface, kind: 'modal' });
  if (blocks.kind === 'invalid') return blocks;
  if (parsed.data.submit === undefined && blocks.blocks.some((block) => block.type === 'input')) {
    return { kind: 'invalid', messages: [line('missing required field: submit', ['view'])] };
  }
  return { kind: 'valid', modal: { ...parsed.data, blocks: blocks.blocks } };
}
