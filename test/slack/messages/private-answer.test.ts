import { expect, test } from 'vitest';
import type { JournalLine } from '#src/slack/incidents.ts';
import { denied, named, tooLate } from '#src/slack/messages/private-answer.ts';
import { gathered, walk } from '#test/support/walk.ts';
import { HOSTILE } from '../support/absurd.ts';
import { FOUND } from '../support/facts.ts';
import { incidentView } from '../support/incident-view.ts';

const asked = incidentView(walk({}, gathered(FOUND)).snapshot);

const ADAS_PRESS = { pressed: 'sb:class.confirm', by: 'U_ADA' };

function line(type: string, by: string, payload: JournalLine['payload'] = {}, counted = true): JournalLine {
  return { at: Date.UTC(2026, 10, 20, 2, 15, 7), type, by, payload, counted };
}

test('a denial names the role and who has it', () => {
  expect(denied({ kind: 'may not', who: ['<@U_BEN>', '<!subteam^S1>'] }, 'approver')).toBe(
    'This needs the role approver, so nothing was done. These can: <@U_BEN>, <!subteam^S1>.',
  );
  expect(denied({ kind: 'may not', who: [] }, 'approver')).toBe(
    'This needs the role approver, so nothing was done. These can: nobody is configured.',
  );
});

test('not knowing is not a denial', () => {
  expect(denied({ kind: 'cannot tell', why: 'Slack did not answer within 2000 ms' }, 'responder')).toBe(
    'Whether you may act could not be read (Slack did not answer within 2000 ms), so nothing was done. Try again in a moment.',
  );
});

test('of many people the first ten are named', () => {
  const who = Array.from({ length: 25 }, (_, index) => `<@U${index}>`);
  expect(named(who)).toBe('<@U0>, <@U1>, <@U2>, <@U3>, <@U4>, <@U5>, <@U6>, <@U7>, <@U8>, <@U9> and 15 more');
});

test('a button that is out of date is answered with who was faster and what is asked now', () => {
  const journal = [line('incident.opened', 'U_ADA'), line('class.confirm', 'U_BEN'), line('facts.gathered', 'switchback')];
  expect(tooLate(asked, journal, ADAS_PRESS)).toBe(
    'That button is out of date, so nothing was done. Last: class confirmed by <@U_BEN>, <!date^1795140907^{time_secs}|02:15:07 UTC>. Now: Is any data lost or corrupt, or is the database or region down?',
  );
});

test('whoever pressed the same before, with effect, hears that it counted, whatever others did since', () => {
  const mine = line('path.choose', 'U_ADA', { path: 'forward-fix' });
  const journal = [mine, line('class.reconsider', 'U_BEN')];
  const counted =
    'That counted already, <!date^1795140907^{time_secs}|02:15:07 UTC>: path chosen: forward-fix. Nothing happened twice. Now: Is any data lost or corrupt, or is the database or region down?';
  expect(tooLate(asked, journal, { pressed: 'sb:path.choose:forward-fix', by: 'U_ADA' })).toBe(counted);
  expect(tooLate(asked, journal, { pressed: 'sb:path.choose:rollback.sql', by: 'U_ADA' })).toMatch(/^That button is out of date/);
  expect(tooLate(asked, journal, { pressed: 'sb:path.choose:forward-fix', by: 'U_BEN' })).toMatch(/^That button is out of date/);
});

test('what came too late itself was not faster', () => {
  expect(tooLate(asked, [line('move.confirm', 'U_BEN', {}, false)], { pressed: 'sb:move.confirm', by: 'U_BEN' })).toBe(
    'That button is out of date, so nothing was done. Now: Is any data lost or corrupt, or is the database or region down?',
  );
});

test('somebody’s words in it do nothing', () => {
  expect(tooLate(asked, [line('note.add', 'U_BEN', { text: HOSTILE })], ADAS_PRESS)).not.toMatch(/<!channel>|<@U1>|<https|`|\*/);
  expect(denied({ kind: 'cannot tell', why: HOSTILE }, 'responder')).not.toMatch(/<!channel>|<@U1>|<https|`|\*/);
});
