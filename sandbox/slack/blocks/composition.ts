import { z } from 'zod';

/** The limits are those of Slack's Block Kit reference; lengths are counted in UTF-16 units. */
export function plainText(max: number) {
  return z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() });
}

export function anyText(max: number) {
  const mrkdwn = z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(max), verbatim: z.boolean().optional() });
  return z.discriminatedUnion('type', [plainText(max), mrkdwn]);
}

export const style = z.enum(['primary', 'danger']);

export const confirm = z.strictObject({
  title: plainText(100).optional(),
  text: anyText(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: style.optional(),
});

const optionParts = { value: z.string().max(150), description: plainText(75).optional() };

export const option = z.strictObject({ text: plainText(75), ...optionParts });

/** Only checkboxes and radio buttons take markup in an option. */
export const markupOption = z.strictObject({ text: anyText(75), value: optionParts.value, description: anyText(75).optional() });

export const overflowOption = z.strictObject({ text: plainText(75), ...optionParts, url: z.string().max(3000).optional() });

export const image = z.strictObject({
  type: z.literal('image'),
  image_url: z.string().min(1).max(3000),
  alt_text: z.string().min(1).max(2000),
});
