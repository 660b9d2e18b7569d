import { expect, test } from 'vitest';
import { checkBlocks } from '#sandbox/slack/blocks/check-blocks.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const rich = (text: string) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] });
const task = (task_id: string) => ({ type: 'task_card', task_id, title: 'Look', status: 'in_progress', details: rich('at it') });
const points = (...labels: string[]) => labels.map((label, value) => ({ label, value }));
const chart = (more: object = {}) => ({
  type: 'data_visualization',
  title: 'Errors',
  chart: {
    type: 'line',
    series: [{ name: 'all', data: points('10:00', '10:01') }],
    axis_config: { categories: ['10:00', '10:01'], x_label: 'time', y_label: 'errors a minute' },
    ...more,
  },
});
const table = (rows: object[][]) => ({ type: 'table', rows });
const cell = (text: string) => ({ type: 'raw_text', text });

function check(blocks: readonly unknown[], kind: 'message' | 'modal' = 'message', acceptsNewerBlocks = true): readonly string[] {
  const checked = checkBlocks(blocks, { kind, acceptsNewerBlocks, newId: () => 'made' });
  return checked.kind === 'valid' ? [] : checked.messages;
}

const VALID: Record<string, object> = {
  section: { type: 'section', text: mrkdwn('x'.repeat(3000)), fields: [plain('a'), mrkdwn('b')], accessory: button(), expand: true },
  header: { type: 'header', text: plain('x'.repeat(150)) },
  divider: { type: 'divider' },
  context: { type: 'context', elements: [mrkdwn('a'), { type: 'image', image_url: 'https://example.test/i.png', alt_text: 'i' }] },
  actions: actions(
    button({
      value: 'v'.repeat(2000),
      style: 'primary',
      confirm: { title: plain('Sure?'), text: mrkdwn('Go?'), confirm: plain('Yes'), deny: plain('No') },
    }),
    { type: 'static_select', action_id: 's', placeholder: plain('Which'), options: [{ text: plain('One'), value: '1' }] },
    { type: 'overflow', action_id: 'o', options: [{ text: plain('More'), value: 'm' }] },
  ),
  image: { type: 'image', image_url: 'https://example.test/i.png', alt_text: 'i', title: plain('I') },
  rich_text: rich('a'),
  markdown: { type: 'markdown', text: '# a' },
  table: table([[cell('a'), { type: 'raw_number', value: 1, text: '1' }, rich('b')]]),
  'line chart': chart(),
  'pie chart': { type: 'data_visualization', title: 'Share', chart: { type: 'pie', segments: [{ label: 'a', value: 1 }] } },
  plan: { type: 'plan', title: 'Steps', tasks: [task('1'), task('2')] },
  task_card: task('1'),
  container: {
    type: 'container',
    title: plain('Evidence'),
    is_collapsible: true,
    default_collapsed: true,
    child_blocks: [rich('a'), actions(button())],
  },
};
for (const [name, block] of Object.entries(VALID)) {
  test(`a message may have: ${name}`, () => expect(check([block])).toEqual([]));
}

const WRONG: { given: string; blocks: readonly unknown[]; says: string }[] = [
  { given: 'no type', blocks: [{}], says: 'missing required field: type [json-pointer:/blocks/0]' },
  { given: 'an unknown type', blocks: [{ type: 'lamp' }], says: 'unsupported type: lamp [json-pointer:/blocks/0/type]' },
  { given: 'a modal-only type', blocks: [{ type: 'input' }], says: 'unsupported type: input [json-pointer:/blocks/0/type]' },
  {
    given: '51 blocks',
    blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })),
    says: 'no more than 50 items allowed [json-pointer:/blocks]',
  },
  {
    given: 'an unknown field',
    blocks: [{ type: 'divider', colour: 1 }],
    says: 'invalid additional property: colour [json-pointer:/blocks/0]',
  },
  { given: 'no text', blocks: [{ type: 'header' }], says: 'missing required field: text [json-pointer:/blocks/0]' },
  { given: 'an empty section', blocks: [{ type: 'section' }], says: 'one of text and fields is required [json-pointer:/blocks/0]' },
  {
    given: 'markup in a header',
    blocks: [{ type: 'header', text: mrkdwn('x') }],
    says: 'must be one of: plain_text [json-pointer:/blocks/0/text/type]',
  },
  {
    given: 'a long header',
    blocks: [{ type: 'header', text: plain('x'.repeat(151)) }],
    says: 'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  },
  {
    given: 'a long section',
    blocks: [{ type: 'section', text: mrkdwn('x'.repeat(3001)) }],
    says: 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  },
  {
    given: 'an empty text',
    blocks: [{ type: 'section', text: plain('') }],
    says: 'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  },
  {
    given: '11 fields',
    blocks: [{ type: 'section', fields: Array.from({ length: 11 }, () => plain('x')) }],
    says: 'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  },
  {
    given: '26 actions',
    blocks: [actions(...Array.from({ length: 26 }, (_, index) => button({ action_id: `a${index}` })))],
    says: 'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  },
  {
    given: 'a long button',
    blocks: [actions(button({ text: plain('x'.repeat(76)) }))],
    says: 'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  },
  {
    given: 'a long button value',
    blocks: [actions(button({ value: 'x'.repeat(2001) }))],
    says: 'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  },
  {
    given: 'a made-up style',
    blocks: [actions(button({ style: 'warning' }))],
    says: 'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
  },
  {
    given: 'a long confirmation',
    blocks: [actions(button({ confirm: { text: plain('x'.repeat(301)), confirm: plain('y'.repeat(31)) } }))],
    says: 'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
  },
  {
    given: 'a text field among actions',
    blocks: [actions({ type: 'plain_text_input' })],
    says: 'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
  },
  {
    given: 'a select without options',
    blocks: [actions({ type: 'static_select', placeholder: plain('x') })],
    says: 'exactly one of options and option_groups is required [json-pointer:/blocks/0/elements/0]',
  },
  {
    given: 'the same action id twice in a block',
    blocks: [actions(button(), button())],
    says: 'action_id a already exists [json-pointer:/blocks/0/elements]',
  },
  {
    given: 'the same block id twice',
    blocks: [
      { type: 'divider', block_id: 'x' },
      { type: 'container', title: plain('c'), child_blocks: [{ type: 'divider', block_id: 'x' }] },
    ],
    says: 'block_id x already exists [json-pointer:/blocks]',
  },
  { given: 'two tables', blocks: [table([[cell('a')]]), table([[cell('a')]])], says: 'only_one_table_allowed [json-pointer:/blocks]' },
  {
    given: '21 cells in a row',
    blocks: [table([Array.from({ length: 21 }, () => cell('a'))])],
    says: 'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]',
  },
  {
    given: 'too much markdown together',
    blocks: [
      { type: 'markdown', text: 'x'.repeat(6000) },
      { type: 'markdown', text: 'x'.repeat(6001) },
    ],
    says: 'markdown blocks must be less than 12001 characters together [json-pointer:/blocks]',
  },
  {
    given: 'three charts',
    blocks: [chart(), chart(), chart()],
    says: 'no more than 2 data_visualization blocks allowed [json-pointer:/blocks]',
  },
  {
    given: 'a long chart title',
    blocks: [{ ...chart(), title: 'x'.repeat(51) }],
    says: 'must be less than 51 characters [json-pointer:/blocks/0/title]',
  },
  {
    given: 'seven series',
    blocks: [chart({ series: Array.from({ length: 7 }, (_, index) => ({ name: `s${index}`, data: points('10:00', '10:01') })) })],
    says: 'no more than 6 items allowed [json-pointer:/blocks/0/chart/series]',
  },
  {
    given: 'two series of one name',
    blocks: [chart({ series: ['a', 'a'].map((name) => ({ name, data: points('10:00', '10:01') })) })],
    says: 'series names must be unique [json-pointer:/blocks/0/chart/series]',
  },
  {
    given: 'a point out of order',
    blocks: [chart({ series: [{ name: 'a', data: points('10:01', '10:00') }] })],
    says: 'must have exactly one point per category, in order [json-pointer:/blocks/0/chart/series/0/data]',
  },
  {
    given: 'a missing point',
    blocks: [chart({ series: [{ name: 'a', data: points('10:00') }] })],
    says: 'must have exactly one point per category, in order [json-pointer:/blocks/0/chart/series/0/data]',
  },
  {
    given: 'a long category',
    blocks: [chart({ series: [{ name: 'a', data: points('x'.repeat(21)) }], axis_config: { categories: ['x'.repeat(21)] } })],
    says: 'must be less than 21 characters [json-pointer:/blocks/0/chart/axis_config/categories/0]',
  },
  {
    given: 'a made-up status',
    blocks: [{ ...task('1'), status: 'done' }],
    says: 'must be one of: pending, in_progress, complete, error [json-pointer:/blocks/0/status]',
  },
  {
    given: 'one task twice',
    blocks: [{ type: 'plan', title: 'x', tasks: [task('1'), task('1')] }],
    says: 'task_id must be unique [json-pointer:/blocks/0/tasks]',
  },
  {
    given: 'a plan in a container',
    blocks: [{ type: 'container', title: plain('x'), child_blocks: [{ type: 'plan', title: 'x' }] }],
    says: 'unsupported type: plan [json-pointer:/blocks/0/child_blocks/0/type]',
  },
];
for (const { given, blocks, says } of WRONG) {
  test(`a message may not have: ${given}`, () => expect(check(blocks)).toContain(`[ERROR] ${says}`));
}

test('a field belongs into a modal, the newer blocks into a message', () => {
  const input = { type: 'input', label: plain('Why'), element: { type: 'plain_text_input', action_id: 'a' } };
  expect(check([input], 'modal')).toEqual([]);
  for (const name of ['markdown', 'table', 'line chart', 'plan', 'task_card', 'container'])
    expect(check([VALID[name]], 'modal')).toHaveLength(1);
});

test('a workspace without the newer blocks still takes the classic ones', () => {
  const accepted = Object.keys(VALID).filter((name) => check([VALID[name]], 'message', false).length === 0);
  expect(accepted).toEqual(['section', 'header', 'divider', 'context', 'actions', 'image', 'rich_text']);
});
