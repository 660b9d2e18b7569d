import { expect, test } from 'vitest';
import type { Block } from '#sandbox/slack/blocks/block.ts';
import { plainText } from '#sandbox/slack/plain-text.ts';

const rich = (...elements: object[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] });
const say = (text: string) => ({ type: 'text', text });

function read(...blocks: { type: string; [field: string]: unknown }[]): string {
  return plainText({
    text: 'for notifications',
    blocks: blocks.map((block, index): Block => Object.assign(block, { block_id: `b${index}` })),
  });
}

test('without blocks the text is read, with mentions, links and escapes as they show', () => {
  const text = '<@U_ADA> see <https://example.test/a|the log> or <https://example.test/b>: 1 &lt; 2 &amp;&amp; 3 &gt; 2 <!here>';
  expect(plainText({ text, blocks: [] })).toBe('@U_ADA see the log or https://example.test/b: 1 < 2 && 3 > 2 @here');
});

test('with blocks every text is read in order, and the fallback is not', () => {
  expect(
    read(
      { type: 'header', text: { type: 'plain_text', text: 'Fog <&>' } },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: '*Thick* &amp; cold' },
        fields: [{ type: 'mrkdwn', text: 'since 02:10' }],
        accessory: { type: 'button', text: { type: 'plain_text', text: 'Clear' } },
      },
      {
        type: 'context',
        elements: [
          { type: 'mrkdwn', text: 'by' },
          { type: 'image', alt_text: 'a lamp' },
        ],
      },
      {
        type: 'actions',
        elements: [
          { type: 'button', text: { type: 'plain_text', text: 'Turn' } },
          { type: 'static_select', placeholder: { type: 'plain_text', text: 'Colour' } },
        ],
      },
      { type: 'divider' },
    ),
  ).toBe('Fog <&>\n*Thick* & cold\nsince 02:10\n[Clear]\nby  a lamp\n[Turn]\n[Colour]');
});

test('the newer blocks are read too', () => {
  expect(
    read(
      {
        type: 'plan',
        title: 'Steps',
        tasks: [
          { type: 'task_card', title: 'Look', status: 'complete', output: rich(say('seen by '), { type: 'user', user_id: 'U_ADA' }) },
        ],
      },
      {
        type: 'container',
        title: { type: 'plain_text', text: 'Evidence' },
        child_blocks: [
          { type: 'rich_text', elements: [{ type: 'rich_text_list', elements: [rich(say('a')).elements[0], rich(say('b')).elements[0]] }] },
        ],
      },
      { type: 'table', rows: [[{ type: 'raw_text', text: 'host' }, { type: 'raw_number', value: 3, text: '3' }, rich(say('ok'))]] },
      {
        type: 'data_visualization',
        title: 'Errors',
        chart: { type: 'line', series: [{ name: 'all', data: [{ label: '10:00', value: 4 }] }] },
      },
      { type: 'markdown', text: '# Done' },
    ),
  ).toBe('Steps\nLook (complete)\nseen by @U_ADA\nEvidence\n• a\n• b\nhost | 3 | ok\nErrors\nall: 10:00 4\n# Done');
});
