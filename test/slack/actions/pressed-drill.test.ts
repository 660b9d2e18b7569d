import { describe, expect, test } from 'vitest';
import { drillReminder } from '#src/slack/messages/drill-reminder.ts';
import { createDesk } from '../support/desk.ts';
import { office } from '../support/office.ts';

const DRILL = { schedule: 's', service: 'invoices', kind: 'rehearsal', channel: 'C_OPS', occurrence: 1, missedSince: null };

describe('the reminder of a drill', () => {
  test('starts the drill', async () => {
    const { slack, desk, posts } = await office(createDesk());
    expect(await slack.person('U_ADA').clicks(await posts(drillReminder(DRILL)), 'Start the drill')).toMatchObject({ ok: true });
    expect(desk.view()).toMatchObject({ service: 'invoices', mode: 'drill' });
  });

  test('is postponed, or says that it is too late for that', async () => {
    const { slack, postponed, posts, privately } = await office(createDesk());
    await slack.person('U_ADA').clicks(await posts(drillReminder(DRILL)), 'Postpone one hour');
    expect(await privately('U_ADA')).toBe('DRILL · I will remind you again in one hour.');
    await slack.person('U_ADA').clicks(await posts(drillReminder({ ...DRILL, occurrence: 0 })), 'Postpone one hour');
    expect(await privately('U_ADA')).toBe('DRILL · A later reminder was said already, so nothing was postponed.');
    expect(postponed).toEqual([3_600_000, 3_600_000]);
  });

  test('is handed over to somebody who may hold it', async () => {
    const { slack, handedOver, posts, may, modal } = await office(createDesk());
    await slack.person('U_ADA').clicks(await posts(drillReminder(DRILL)), 'Hand over…');
    expect(modal('U_ADA').modal.title.text).toBe('DRILL · Hand over');
    may('U_CYD', { kind: 'may not', who: [] });
    const refused = await slack.person('U_ADA').submits(modal('U_ADA'), { person: 'U_CYD' });
    expect(refused.errors).toEqual({ person: 'They are not a responder of invoices, so it was not handed over.' });
    may('U_BEN', { kind: 'cannot tell', why: 'Slack did not answer' });
    const unclear = await slack.person('U_ADA').submits(modal('U_ADA'), { person: 'U_BEN' });
    expect(unclear.errors).toEqual({
      person: 'Who the responders are could not be read, so it was not handed over. Try again in a moment.',
    });
    may('U_BEN', { kind: 'may' });
    expect(await slack.person('U_ADA').submits(modal('U_ADA'), { person: 'U_BEN' })).toMatchObject({ ok: true });
    expect(handedOver).toEqual([['U_ADA', 'U_BEN']]);
  });

  test('does nothing for somebody who may not, or who was removed since the modal was opened', async () => {
    const { slack, handedOver, posts, may, modal, privately } = await office(createDesk());
    const message = await posts(drillReminder(DRILL));
    await slack.person('U_ADA').clicks(message, 'Hand over…');
    may('U_ADA', { kind: 'may not', who: ['<@U_BEN>'] });
    const refused = await slack.person('U_ADA').submits(modal('U_ADA'), { person: 'U_BEN' });
    expect(refused.errors).toEqual({ person: 'You are not a responder of invoices, so it was not handed over.' });
    await slack.person('U_ADA').clicks(message, 'Start the drill');
    expect(await privately('U_ADA')).toBe('DRILL · This needs the role responder, so nothing was done. These can: @U_BEN.');
    expect(handedOver).toEqual([]);
  });
});
