import { z } from 'zod';
import { anyText, image as imageElement, plainText } from './composition.ts';
import { accessory, actionElement, contextElement, inputElement } from './elements.ts';

const identified = { block_id: z.string().min(1).max(255).optional() };

export const section = z
  .strictObject({
    type: z.literal('section'),
    ...identified,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, 'one of text and fields is required');

export const header = z.strictObject({ type: z.literal('header'), ...identified, text: plainText(150) });
export const divider = z.strictObject({ type: z.literal('divider'), ...identified });
export const context = z.strictObject({ type: z.literal('context'), ...identified, elements: z.array(contextElement).min(1).max(10) });
export const actions = z.strictObject({ type: z.literal('actions'), ...identified, elements: z.array(actionElement).min(1).max(25) });
export const image = z.strictObject({ ...imageElement.shape, ...identified, title: plainText(2000).optional() });

export const input = z.strictObject({
  type: z.literal('input'),
  ...identified,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
});
