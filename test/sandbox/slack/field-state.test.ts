import { expect, test } from 'vitest';
import { controls } from '#sandbox/slack/controls.ts';
import { enteredState, initialState } from '#sandbox/slack/field-state.ts';

const one = { text: { type: 'plain_text', text: 'One' }, value: '1' };
const two = { text: { type: 'plain_text', text: 'Two' }, value: '2' };

const fields: { element: { type: string; [field: string]: unknown }; untouched: object; entered: string | string[]; after: object }[] = [
  { element: { type: 'plain_text_input', initial_value: 'was' }, untouched: { value: 'was' }, entered: 'is', after: { value: 'is' } },
  { element: { type: 'number_input', is_decimal_allowed: false }, untouched: { value: null }, entered: '3', after: { value: '3' } },
  {
    element: { type: 'static_select', options: [one, two], initial_option: one },
    untouched: { selected_option: one },
    entered: 'Two',
    after: { selected_option: two },
  },
  {
    element: { type: 'static_select', option_groups: [{ label: one.text, options: [one, two] }] },
    untouched: { selected_option: null },
    entered: '2',
    after: { selected_option: two },
  },
  {
    element: { type: 'radio_buttons', options: [one, two] },
    untouched: { selected_option: null },
    entered: '1',
    after: { selected_option: one },
  },
  {
    element: { type: 'checkboxes', options: [one, two] },
    untouched: { selected_options: [] },
    entered: ['2', '1'],
    after: { selected_options: [two, one] },
  },
  {
    element: { type: 'multi_static_select', options: [one, two], initial_options: [one] },
    untouched: { selected_options: [one] },
    entered: '2',
    after: { selected_options: [two] },
  },
  { element: { type: 'users_select' }, untouched: { selected_user: null }, entered: 'U_ADA', after: { selected_user: 'U_ADA' } },
  {
    element: { type: 'multi_users_select' },
    untouched: { selected_users: [] },
    entered: ['U_ADA', 'U_BOB'],
    after: { selected_users: ['U_ADA', 'U_BOB'] },
  },
  { element: { type: 'channels_select' }, untouched: { selected_channel: null }, entered: 'C_OPS', after: { selected_channel: 'C_OPS' } },
  { element: { type: 'datepicker' }, untouched: { selected_date: null }, entered: '2026-11-20', after: { selected_date: '2026-11-20' } },
  {
    element: { type: 'datetimepicker' },
    untouched: { selected_date_time: null },
    entered: '1700000000',
    after: { selected_date_time: 1_700_000_000 },
  },
];
for (const { element, untouched, entered, after } of fields) {
  const blocks = [{ type: 'input', block_id: 'b', label: one.text, element: { ...element, action_id: 'a' } }];
  test(`${element.type} shows what it starts with and takes what is entered (${JSON.stringify(entered)})`, () => {
    expect(initialState(blocks)).toEqual({ b: { a: { type: element.type, ...untouched } } });
    expect(controls({ blocks }).map((control) => enteredState(control, entered))).toEqual([{ type: element.type, ...after }]);
  });
}

test('one value does not take two, and a button takes none', () => {
  const block = (element: object) => [{ type: 'input', block_id: 'b', label: one.text, element: { ...element, action_id: 'a' } }];
  const enter = (element: object, entered: string[]) =>
    controls({ blocks: block(element) }).map((control) => enteredState(control, entered));
  expect(() => enter({ type: 'users_select' }, ['U_ADA', 'U_BOB'])).toThrow('"One" takes one value, not 2');
  expect(() => enter({ type: 'button' }, ['x'])).toThrow('Nothing can be entered into the button "One"');
});
