import { describe, expect, test } from 'vitest';
import { drawBlock } from '#sandbox/page/client/blocks/draw-block.ts';
import { said } from '../fixtures/incident.ts';
import { READER } from '../fixtures/reader.ts';
import { toHtml, wordsOf } from '../to-html.ts';

const PLACE = { pane: 'channel', ts: '1795183331.000100', block: 'actions 0', errors: {}, reader: READER };

function drawn(block: object, place: Partial<typeof PLACE> | { errors: Record<string, string> } = {}): string {
  return toHtml(drawBlock({ ...block }, { ...PLACE, ...place }));
}

const plain = (text: string) => ({ type: 'plain_text', text });

describe('a block', () => {
  test('of plain text has no markup', () => {
    expect(drawn({ type: 'header', text: plain('*Not bold* <b>') })).toBe('<h3 class="header">*Not bold* &lt;b&gt;</h3>');
  });

  test('has fields side by side', () => {
    const fields = [
      { type: 'mrkdwn', text: '*From* a' },
      { type: 'plain_text', text: '*To* b' },
    ];
    expect(drawn({ type: 'section', fields })).toBe(
      '<div class="section"><div class="prose"><div class="fields"><div><p><strong>From</strong> a</p></div><div>*To* b</div></div></div></div>',
    );
  });

  test('of context says several things in a row', () => {
    const elements = [{ type: 'mrkdwn', text: 'production · _inc-1_' }, plain('opened')];
    expect(drawn({ type: 'context', elements })).toBe(
      '<div class="context prose"><div><p>production · <em>inc-1</em></p></div><div>opened</div></div>',
    );
  });

  test('divides', () => {
    expect(drawn({ type: 'divider' })).toBe('<hr>');
  });

  test('of rich text keeps preformatted text as it is', () => {
    const elements = [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a  *b*\n<c>' }] }];
    expect(drawn({ type: 'rich_text', elements })).toBe(
      '<div class="prose rich"><pre tabindex="0" aria-label="Code"><code>a  *b*\n&lt;c&gt;</code></pre></div>',
    );
  });

  test('of rich text has lists, styles, people and links, and refuses a link to a script', () => {
    const item = (...elements: object[]) => ({ type: 'rich_text_section', elements });
    const elements = [
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [
          item({ type: 'text', text: 'bold', style: { bold: true, code: true } }),
          item({ type: 'user', user_id: 'U0BEN' }),
          item({ type: 'link', url: 'javascript:alert(1)', text: 'x' }),
          item({ type: 'emoji', name: 'tada', unicode: '1f389' }, { type: 'emoji', name: 'own' }),
        ],
      },
    ];
    expect(drawn({ type: 'rich_text', elements })).toBe(
      '<div class="prose rich"><ol><li><p><code><strong>bold</strong></code></p></li><li><p><span class="mention">@ben</span></p></li>' +
        '<li><p>x (javascript:alert(1))</p></li><li><p>🎉:own:</p></li></ol></div>',
    );
  });

  test.each(['video', 'table', 'toString', '__proto__', ''])(
    'that this page does not know (%j) says so instead of leaving a hole',
    (type) => {
      expect(drawn({ type })).toBe(`<p class="not-drawn">A “${type}” stands here in Slack. This page does not draw it.</p>`);
    },
  );

  test('with a control that this page does not know says so in its place', () => {
    const elements = [{ type: 'button', text: plain('Done'), action_id: 'a' }, { type: 'datepicker' }];
    expect(wordsOf(drawBlock({ type: 'actions', elements }, PLACE))).toBe(
      'DoneA “datepicker” stands here in Slack. This page does not draw it.',
    );
  });
});

describe('a button', () => {
  const button = { type: 'button', text: plain('Roll back'), action_id: 'sb:move.confirm', value: '["inc-1",3]', style: 'danger' };
  const gestures = (element: object) =>
    drawBlock({ type: 'actions', block_id: 'b1', elements: [element] }, PLACE).children.map(({ child }) => child);

  test('has its style and sends what it holds', () => {
    expect(gestures(button)).toMatchObject([
      {
        tag: 'button',
        attributes: { class: 'button danger', type: 'button' },
        gesture: {
          kind: 'press',
          press: { ts: '1795183331.000100', actionId: 'sb:move.confirm', blockId: 'b1', value: '["inc-1",3]' },
          confirmation: null,
        },
      },
    ]);
  });

  test('asks first where it has a confirmation', () => {
    const confirm = {
      title: plain('Sure?'),
      text: { type: 'mrkdwn', text: 'a &amp; b' },
      confirm: plain('Do it'),
      deny: plain('No'),
      style: 'danger',
    };
    expect(gestures({ ...button, confirm })).toMatchObject([
      { gesture: { confirmation: { title: 'Sure?', text: 'a & b', yes: 'Do it', no: 'No', isDanger: true } } },
    ]);
  });

  test('with an address is a link, unless the address is a script', () => {
    expect(gestures({ ...button, url: 'https://example.com/' })).toMatchObject([
      { tag: 'a', attributes: { href: 'https://example.com/' } },
    ]);
    expect(gestures({ ...button, url: 'javascript:alert(1)' })).toMatchObject([{ tag: 'button' }]);
  });
});

describe('a field of a modal', () => {
  test('is labelled, and says under itself what is wrong with it', () => {
    const block = {
      type: 'input',
      block_id: 'words',
      label: plain('Why?'),
      element: { type: 'plain_text_input', multiline: true, max_length: 250 },
    };
    expect(drawn(block, { errors: { words: 'Write a <sentence>.' } })).toBe(
      '<div class="field"><label for="field-words">Why?</label>' +
        '<textarea id="field-words" name="words" aria-describedby="field-words-error" aria-invalid="true" aria-required="true" maxlength="250" rows="3"></textarea>' +
        '<p class="error" id="field-words-error">Write a &lt;sentence&gt;.</p></div>',
    );
  });

  test('offers options, and people', () => {
    const options = [{ text: plain('app bug'), value: 'app bug' }];
    const select = { type: 'input', block_id: 'class', label: plain('What?'), element: { type: 'static_select', options } };
    expect(drawn(select)).toContain('<option value="">Choose…</option><option value="app bug">app bug</option></select>');
    const person = { type: 'input', block_id: 'person', label: plain('To whom?'), element: { type: 'users_select' } };
    expect(drawn(person)).toContain('<option value="U0ADA">@ada</option><option value="U0BEN">@ben</option></select>');
  });
});

describe('a line chart', () => {
  const chart = said('recovery').blocks.find(({ type }) => type === 'data_visualization') ?? { type: 'none' };

  test('is told in words to whoever cannot see it', () => {
    expect(drawn(chart)).toContain(
      'role="img" aria-label="Line chart. Errors per minute, 14:00:11 to 14:04:11 UTC. errors/min: highest 45, last 0. Marked: 14:01:11 deploy; 14:03:11 rolled back."',
    );
  });

  test('stands in a table too, number by number', () => {
    expect(drawn(chart)).toContain('<tr><th scope="row">14:01:11 deploy</th><td>39</td></tr>');
  });

  test('of another kind is not drawn', () => {
    const pie = { type: 'data_visualization', title: 'x', chart: { type: 'pie', segments: [] } };
    expect(drawn(pie)).toBe('<p class="not-drawn">A “data_visualization (pie)” stands here in Slack. This page does not draw it.</p>');
  });
});
