import { describe, expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
import { walk } from '#test/support/walk.ts';
import { createDesk, deskAt } from '../support/desk.ts';
import { office } from '../support/office.ts';

describe('a message becomes an incident', () => {
  test('with itself as the first note', async () => {
    const { slack, desk, modal } = await office(createDesk());
    const message = slack.person('U_BEN').writes('C_OPS', 'invoices are down');
    await slack.person('U_ADA').usesShortcut('incident.declare-from-message', message);
    expect(await slack.person('U_ADA').submits(modal('U_ADA'), { service: 'invoices' })).toMatchObject({ ok: true });
    expect(desk.view()).toMatchObject({ service: 'invoices', channel: 'C_OPS' });
    expect(await desk.journal('inc-1')).toMatchObject([{ type: 'note.add', payload: { text: 'invoices are down' } }]);
  });

  test('and says in the modal why not', async () => {
    const { slack, modal } = await office(deskAt(walk({}).snapshot));
    const message = slack.person('U_BEN').writes('C_OPS', 'invoices are down');
    await slack.person('U_ADA').usesShortcut('incident.declare-from-message', message);
    await slack.person('U_ADA').submits(modal('U_ADA'), { service: 'invoices' });
    expect(modal('U_ADA').modal.title.text).toBe('Please read');
    expect(plainText({ text: '', blocks: modal('U_ADA').blocks })).toBe(
      'An incident for `invoices` is open already: inc-1, in #C_OPS since 2026-11-20 02:13 UTC. No second one was opened; go on there.',
    );
  });
});
