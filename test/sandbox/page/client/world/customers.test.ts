import { describe, expect, test } from 'vitest';
import { customers } from '#sandbox/page/client/world/customers.ts';
import type { ShownWorld } from '#sandbox/page/protocol.ts';
import { OPENED } from '../fixtures/incident.ts';
import { READER } from '../fixtures/reader.ts';
import { QUIET } from '../fixtures/state.ts';
import { toHtml, wordsOf } from '../to-html.ts';

function drawn(page: Omit<ShownWorld['pages'][number], 'path'>) {
  return customers({ ...QUIET.world, pages: [{ path: '/invoices', ...page }] }, READER);
}

describe('what customers see', () => {
  test('is a table where the page has one, and says how much more there is', () => {
    const rows = Array.from({ length: 5 }, (_, index) => `INV-${index}\t<b>${index}</b>`);
    const html = toHtml(drawn({ status: 200, text: ['Invoices', 'Number\tTotal', ...rows].join('\n'), at: OPENED }));
    expect(html).toContain('<p>Invoices</p><table><thead><tr><th scope="col">Number</th><th scope="col">Total</th></tr></thead>');
    expect(html).toContain('<tr><td>INV-2</td><td>&lt;b&gt;2&lt;/b&gt;</td></tr></tbody></table><p class="muted small">and 2 more</p>');
  });

  test('is bad where it fails, and where nothing answers', () => {
    expect(wordsOf(drawn({ status: 500, text: 'Something went wrong', at: OPENED }))).toBe(
      'What customers see/invoices15:02:11500Something went wrong',
    );
    expect(toHtml(drawn({ status: 503, text: '', at: OPENED }))).toContain('<span class="chip bad">503</span>');
    expect(toHtml(drawn({ status: null, text: 'No answer in 8 s', at: OPENED }))).toContain('<span class="chip bad">No answer</span>');
  });

  test('of another page is only what is wrong with it', () => {
    const invoices = { path: '/invoices', status: 200, text: 'Invoices', at: OPENED };
    const reports = { path: '/reports', status: 200, text: 'Reports', at: OPENED };
    const wordsFor = (pages: ShownWorld['pages']) => wordsOf(customers({ ...QUIET.world, pages }, READER));
    expect(wordsFor([invoices, reports])).toBe('What customers see/invoices15:02:11200Invoices/reports15:02:11200');
    expect(wordsFor([invoices, { ...reports, status: 500, text: 'Something went wrong' }])).toBe(
      'What customers see/invoices15:02:11200Invoices/reports15:02:11500Something went wrong',
    );
  });

  test('is neither good nor bad before it was looked at', () => {
    expect(wordsOf(customers({ ...QUIET.world, pages: [] }, READER))).toBe('What customers seeNot asked yet');
  });
});
