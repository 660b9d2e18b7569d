import { z } from 'zod';
import { actions, context, divider, header, image, input, section } from './classic-blocks.ts';
import { anyText, image as imageElement, plainText } from './composition.ts';
import { richText } from './rich-text.ts';

const identified = { block_id: z.string().min(1).max(255).optional() };

export const markdown = z.strictObject({ type: z.literal('markdown'), ...identified, text: z.string().min(1).max(12_000) });

const cell = z.discriminatedUnion('type', [
  richText,
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) }),
]);

const column = z.strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() });

export const table = z.strictObject({
  type: z.literal('table'),
  ...identified,
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z.array(column.nullable()).max(20).optional(),
});

export const taskCard = z.strictObject({
  type: z.literal('task_card'),
  ...identified,
  task_id: z.string().min(1),
  title: z.string().min(1),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(z.strictObject({ type: z.literal('url'), url: z.string().min(1), text: z.string().min(1) })).optional(),
});

export const plan = z.strictObject({
  type: z.literal('plan'),
  ...identified,
  title: z.string().min(1),
  tasks: z
    .array(taskCard)
    .refine((tasks) => new Set(tasks.map((task) => task.task_id)).size === tasks.length, 'task_id must be unique')
    .optional(),
});

export const container = z
  .strictObject({
    type: z.literal('container'),
    ...identified,
    title: plainText(150).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(150).optional(),
    child_blocks: z
      .array(z.discriminatedUnion('type', [actions, context, divider, header, image, input, richText, section, table]))
      .min(1)
      .max(10),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine(
    (block) => (block.title === undefined) !== (block.rich_text_title === undefined),
    'exactly one of title and rich_text_title is required',
  );
