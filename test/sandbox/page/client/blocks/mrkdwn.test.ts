import { describe, expect, test } from 'vitest';
import { mrkdwn } from '#sandbox/page/client/blocks/mrkdwn.ts';
import { READER } from '../fixtures/reader.ts';
import { toHtml } from '../to-html.ts';

function drawn(text: string): string {
  return toHtml(mrkdwn(text, READER));
}

const LINK = 'target="_blank" rel="noopener noreferrer"';

describe('Slack’s markup', () => {
  test('has bold, italic, struck and code, also inside each other', () => {
    expect(drawn('*bold* _italic_ ~struck~ `code`')).toBe('<p><strong>bold</strong> <em>italic</em> <s>struck</s> <code>code</code></p>');
    expect(drawn('*bold _and italic_*')).toBe('<p><strong>bold <em>and italic</em></strong></p>');
  });

  test('leaves marks alone that emphasise nothing', () => {
    expect(drawn('2 * 3 * 4, snake_case_name, a*b*c, `, _')).toBe('<p>2 * 3 * 4, snake_case_name, a*b*c, `, _</p>');
  });

  test('emphasises nothing in code', () => {
    expect(drawn('`SELECT *, _x_ FROM *`')).toBe('<p><code>SELECT *, _x_ FROM *</code></p>');
  });

  test('does not end emphasis inside of what stands in angle brackets', () => {
    expect(drawn('_vercel, <!date^1795183331^{time_secs}|14:02:11Z>_')).toBe(
      '<p><em>vercel, <time datetime="2026-11-20T14:02:11.000Z" title="14:02:11Z">15:02:11</time></em></p>',
    );
    expect(drawn('_see <https://example.com/a_b_c|the docs>_')).toBe(
      `<p><em>see <a href="https://example.com/a_b_c" ${LINK}>the docs</a></em></p>`,
    );
  });

  test('draws lines that begin with a bullet as a list', () => {
    expect(drawn('It looks like *app bug*:\n• one\n• two\nConfirm it.')).toBe(
      '<p>It looks like <strong>app bug</strong>:</p><ul><li>one</li><li>two</li></ul><p>Confirm it.</p>',
    );
  });

  test('keeps lines, quotes and code blocks apart', () => {
    expect(drawn('one\ntwo')).toBe('<p>one<br>two</p>');
    expect(drawn('&gt; quoted\nnot quoted')).toBe('<blockquote>quoted</blockquote><p>not quoted</p>');
    expect(drawn('Run:\n```\nSELECT *\n  FROM a;\n```\nThen look.')).toBe(
      '<p>Run:</p><pre tabindex="0" aria-label="Code"><code>SELECT *\n  FROM a;</code></pre><p>Then look.</p>',
    );
  });

  test('names people, channels and groups', () => {
    expect(drawn('<@U0BEN>, <@U0ADA> and <@U0NOBODY> in <#C0INCIDENTS>')).toBe(
      '<p><span class="mention">@ben</span>, <span class="mention me">@ada</span> and <span class="mention">@U0NOBODY</span> in <span class="mention">#incidents</span></p>',
    );
    expect(drawn('<!subteam^S0DBA|@dba> <!subteam^S0DBA> <!here>')).toBe(
      '<p><span class="mention">@dba</span> <span class="mention">@S0DBA</span> <span class="mention me">@here</span></p>',
    );
  });

  test('says its own words for what it does not know', () => {
    expect(drawn('<!unknown^thing> <!unknown|words>')).toBe('<p>&lt;!unknown^thing&gt; words</p>');
  });

  test('links to the web', () => {
    expect(drawn('<https://example.com/?a=1&amp;b=2|a &lt;page&gt;> <https://example.com/>')).toBe(
      `<p><a href="https://example.com/?a=1&amp;b=2" ${LINK}>a &lt;page&gt;</a> <a href="https://example.com/" ${LINK}>https://example.com/</a></p>`,
    );
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '/act',
    '//evil.example',
  ])('shows a link to %s as the text that it is', (url) => {
    expect(drawn(`<${url}|press me>`)).toBe(`<p>press me (${url})</p>`);
  });

  test('never becomes HTML, wherever it stands', () => {
    const attack = '&lt;img src=x onerror=alert(1)&gt;"\'';
    const shown = "&lt;img src=x onerror=alert(1)&gt;&quot;'";
    expect(drawn(attack)).toBe(`<p>${shown}</p>`);
    expect(drawn(`*${attack}*`)).toBe(`<p><strong>${shown}</strong></p>`);
    expect(drawn(`\`${attack}\``)).toBe(`<p><code>${shown}</code></p>`);
    expect(drawn(`<https://example.com/|${attack}>`)).toBe(`<p><a href="https://example.com/" ${LINK}>${shown}</a></p>`);
    expect(drawn('<https://example.com/"onmouseover="alert(1)|x>')).toBe(
      `<p><a href="https://example.com/%22onmouseover=%22alert(1)" ${LINK}>x</a></p>`,
    );
    expect(drawn('<script>alert(1)</script>')).toBe('<p>scriptalert(1)/script</p>');
  });

  test('shows what was escaped twice as it was written', () => {
    expect(drawn('&amp;lt;b&amp;gt;')).toBe('<p>&amp;lt;b&amp;gt;</p>');
  });
});
