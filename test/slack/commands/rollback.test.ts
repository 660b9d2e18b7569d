import { describe, expect, test } from 'vitest';
import { gathered, walk } from '#test/support/walk.ts';
import { createDesk, deskAt } from '../support/desk.ts';
import { FOUND } from '../support/facts.ts';
import { office } from '../support/office.ts';

const ASKED = [gathered(FOUND)] as const;

describe('/rollback', () => {
  async function said(command: string, desk = createDesk()) {
    const { slack } = await office(desk);
    return (await slack.person('U_ADA').says('C_OPS', `/rollback ${command}`)).text;
  }

  test('opens an incident, and its own message is the answer', async () => {
    const desk = createDesk();
    expect(await said('invoices', desk)).toBeNull();
    expect(desk.view()).toMatchObject({ service: 'invoices', mode: 'live', channel: 'C_OPS', status: 'open' });
  });

  test('opens no second one', async () => {
    expect(await said('invoices', deskAt(walk({}).snapshot))).toBe(
      'An incident for `invoices` is open already: inc-1, in <#C_OPS> since <!date^1795140785^{date_short_pretty} {time}|2026-11-20 02:13Z>. No second one was opened; go on there.',
    );
  });

  test('asks which service where there are several', async () => {
    expect(await said('')).toBe('There are 2 services, so nothing was opened. Say which: `invoices`, `payments`.');
  });

  test('names the services where it does not know one', async () => {
    expect(await said('nonsense')).toBe('There is no service “nonsense”, so nothing was opened. Configured are: `invoices`, `payments`.');
  });

  test('an unknown service cannot be somebody’s mention', async () => {
    expect(await said('<!channel>`*')).toBe(
      'There is no service “&lt;!channel&gt;ˋ∗”, so nothing was opened. Configured are: `invoices`, `payments`.',
    );
  });

  test('says DRILL first also where a drill is refused', async () => {
    expect(await said('drill payments')).toBe(
      'DRILL · Drills are not allowed for `payments`, so nothing was opened. Set `drills: { allowed: true }` for it, or drill another service.',
    );
    expect(await said('drill nonsense')).toMatch(/^DRILL · There is no service/);
  });

  test('is not guessed at', async () => {
    expect(await said('invoices please now')).toBe('I do not understand “invoices please now”, so nothing was done. Try `/rollback help`.');
  });

  test('status, history and help are private', async () => {
    const { slack } = await office(deskAt(walk({}, ...ASKED).snapshot));
    for (const [command, first] of [
      ['status', 'Open incidents'],
      ['history', 'Newest incidents'],
      ['help', 'What I understand'],
    ])
      expect(await slack.person('U_ADA').says('C_OPS', `/rollback ${command}`)).toMatchObject({ ok: true, text: first });
    expect(slack.messages('C_OPS')).toEqual([]);
    expect(slack.ephemerals('U_ADA')).toHaveLength(3);
  });

  test('a bystander opens nothing and learns who can', async () => {
    const { slack, may, desk } = await office(createDesk());
    may('U_CYD', { kind: 'may not', who: ['<@U_ADA>'] });
    expect((await slack.person('U_CYD').says('C_OPS', '/rollback invoices')).text).toBe(
      'You are not a responder of `invoices`, so nothing was opened. These can: <@U_ADA>.',
    );
    expect(() => desk.view()).toThrow('There is no incident.');
  });
});
