import { z } from 'zod';
import { anyText, confirm, image, markupOption, option, overflowOption, plainText, style } from './composition.ts';

const actionable = { action_id: z.string().min(1).max(255).optional() };
const interactive = { ...actionable, confirm: confirm.optional() };
const focusable = { focus_on_load: z.boolean().optional() };
const placeholder = { placeholder: plainText(150).optional() };
const chooser = { ...interactive, ...focusable, ...placeholder };
const limited = { max_selected_items: z.number().int().min(1).optional() };

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  ...interactive,
  url: z.string().max(3000).optional(),
  value: z.string().max(2000).optional(),
  style: style.optional(),
  accessibility_label: z.string().max(75).optional(),
});

const optionGroup = z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) });
const choices = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};
const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...chooser, ...choices, initial_option: option.optional() })
  .refine(hasOneListOfChoices, 'exactly one of options and option_groups is required');
const multiStaticSelect = z
  .strictObject({ type: z.literal('multi_static_select'), ...chooser, ...choices, ...limited, initial_options: z.array(option).optional() })
  .refine(hasOneListOfChoices, 'exactly one of options and option_groups is required');

const usersSelect = z.strictObject({ type: z.literal('users_select'), ...chooser, initial_user: z.string().optional() });
const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...chooser,
  ...limited,
  initial_users: z.array(z.string()).optional(),
});
const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...chooser,
  initial_channel: z.string().optional(),
  response_url_enabled: z.boolean().optional(),
});

const overflow = z.strictObject({ type: z.literal('overflow'), ...interactive, options: z.array(overflowOption).min(1).max(5) });
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...interactive,
  ...focusable,
  options: z.array(markupOption).min(1).max(10),
  initial_options: z.array(markupOption).min(1).max(10).optional(),
});
const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...interactive,
  ...focusable,
  options: z.array(markupOption).min(1).max(10),
  initial_option: markupOption.optional(),
});
const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...chooser,
  initial_date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
});
const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...interactive,
  ...focusable,
  initial_date_time: z.number().int().min(1_000_000_000).max(9_999_999_999).optional(),
});

const dispatchConfig = z.strictObject({
  trigger_actions_on: z
    .array(z.enum(['on_enter_pressed', 'on_character_entered']))
    .min(1)
    .optional(),
});
const typed = { ...actionable, ...focusable, ...placeholder, dispatch_action_config: dispatchConfig.optional() };
const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...typed,
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3000).optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
});
const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...typed,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});
const emailInput = z.strictObject({ type: z.literal('email_text_input'), ...typed, initial_value: z.string().optional() });
const urlInput = z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: z.string().optional() });

const pickers = [
  staticSelect,
  multiStaticSelect,
  usersSelect,
  multiUsersSelect,
  channelsSelect,
  checkboxes,
  radioButtons,
  datepicker,
  datetimepicker,
] as const;

export const actionElement = z.discriminatedUnion('type', [button, overflow, ...pickers]);
export const accessory = z.discriminatedUnion('type', [button, overflow, image, ...pickers]);
export const inputElement = z.discriminatedUnion('type', [plainTextInput, numberInput, emailInput, urlInput, ...pickers]);
export const contextElement = z.discriminatedUnion('type', [image, anyText(3000)]);

function hasOneListOfChoices(element: { options?: unknown; option_groups?: unknown }): boolean {
  return (element.options === undefined) !== (element.option_groups === undefined);
}
