import { expect, test } from 'vitest';
import { drillHandOver, drillReminder } from '#src/slack/messages/drill-reminder.ts';
import { readDrill } from '#src/slack/read-drill.ts';
import { read } from '../support/read.ts';

const DRILL = {
  schedule: 'invoices:rehearsal:0 9 1 */3 *:Europe/Madrid',
  service: 'invoices',
  kind: 'rehearsal',
  channel: 'C_OPS',
  occurrence: Date.UTC(2026, 11, 1, 8, 0),
  missedSince: null,
};

test('a reminder says what, when, and what may be done about it', () => {
  const message = drillReminder(DRILL);
  expect(message.text).toBe('DRILL · invoices: a rehearsal is due');
  expect(read(message)).toEqual([
    '*DRILL* · this is a rehearsal',
    '📅 invoices: a rehearsal is due',
    'Planned for 2026-12-01 08:00 UTC. It walks the real decision tree; every message says DRILL.',
    '[Start the drill]',
    '[Postpone one hour]',
    '[Hand over…]',
  ]);
});

test('one that was missed says so', () => {
  const message = drillReminder({ ...DRILL, missedSince: Date.UTC(2026, 11, 1, 7, 0) });
  expect(read(message)[3]).toBe('This reminder was due 2026-12-01 07:00 UTC; nobody was running then. It is said once.');
});

test('its buttons carry the drill itself', () => {
  const actions = drillReminder(DRILL).blocks.find((block) => block.type === 'actions');
  const values = actions?.type === 'actions' ? actions.elements.map((element) => ('value' in element ? element.value : '')) : [];
  expect(values.map((value) => readDrill(value))).toEqual([DRILL, DRILL, DRILL]);
});

test('a hand-over names both people', () => {
  const message = drillHandOver(DRILL, 'U_ADA', 'U_BEN');
  expect(message.text).toBe('DRILL · <@U_ADA> handed the rehearsal of invoices to <@U_BEN>.');
  expect(read(message)).toEqual(['DRILL · @U_ADA handed the rehearsal of invoices to @U_BEN. Start it from the reminder above.']);
});
