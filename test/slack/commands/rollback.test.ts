import { describe, expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
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

  test('says where the incident went, where the bot cannot post what was asked for', async () => {
    const desk = createDesk();
    const { slack, privately } = await office(desk);
    desk.isHomeless(null);
    desk.place = async () => ({ kind: 'posted', channel: 'C_OPS' });
    await slack.person('U_ADA').says('C_PRIVATE', '/rollback invoices');
    expect(await privately('U_ADA')).toBe('Incident inc-1 for `invoices` is in #C_OPS, because I cannot post here. Go on there.');
  });

  test('tells the truth and a way on where no place takes the message', async () => {
    const desk = createDesk();
    const { slack, privately } = await office(desk);
    desk.isHomeless('Slack refused the status message: channel_not_found.');
    expect((await slack.person('U_ADA').says('C_PRIVATE', '/rollback invoices')).text).toBeNull();
    expect(await privately('U_ADA')).toBe(
      'Incident inc-1 for `invoices` is open, but nobody sees it yet: Slack refused the status message: channel_not_found. Invite me to a channel and type `/rollback invoices` there: it comes to where you type.',
    );
  });

  test('brings an incident that nobody sees to where it is typed', async () => {
    const desk = deskAt(walk({}).snapshot, { channel: 'C_PRIVATE' });
    const { slack } = await office(desk);
    desk.isHomeless('Slack refused the status message: channel_not_found.');
    expect((await slack.person('U_BEN').says('C_OPS', '/rollback invoices')).text).toBe(
      'An incident for `invoices` is open already: inc-1, since <!date^1795140785^{date_short_pretty} {time}|2026-11-20 02:13 UTC>, its message could not be posted. No second one was opened; I bring it here.',
    );
    expect(desk.view().channel).toBe('C_OPS');
  });

  test('brings one that stands in a direct message to where the others see it', async () => {
    const desk = deskAt(walk({}).snapshot, { channel: 'DU_ADA' });
    const { slack } = await office(desk);
    expect((await slack.person('U_BEN').says('C_OPS', '/rollback invoices')).text).toContain(
      'so far in my direct messages with <@U_ADA>. No second one was opened; I bring it here.',
    );
    expect(desk.view().channel).toBe('C_OPS');
  });

  test('in a direct message opens it in the service’s own channel, and says where that is', async () => {
    const desk = createDesk(null, 'C_OPS');
    const { slack, privately } = await office(desk);
    await slack.person('U_ADA').says('D_TWO', '/rollback invoices');
    expect(await privately('U_ADA')).toBe(
      'Incident inc-1 for `invoices` is in #C_OPS. Go on there: in a direct message nobody else would see it.',
    );
    expect(desk.view().channel).toBe('C_OPS');
  });

  test('is not troubled by an address that no longer answers', async () => {
    const desk = createDesk();
    const { slack, reported, log } = await office(desk);
    desk.isHomeless('Slack refused the status message: channel_not_found.');
    slack.faults.on('respond', { kind: 'serverError', status: 404 });
    expect((await slack.person('U_ADA').says('C_OPS', '/rollback invoices')).ok).toBe(true);
    await expect.poll(() => log.filter((line) => line.includes('a private sentence could not be said'))).toHaveLength(1);
    expect([reported, log.filter((line) => line.includes('"level":50'))]).toEqual([[], []]);
  });

  test('opens no second one', async () => {
    expect(await said('invoices', deskAt(walk({}).snapshot))).toBe(
      'An incident for `invoices` is open already: inc-1, in <#C_OPS> since <!date^1795140785^{date_short_pretty} {time}|2026-11-20 02:13 UTC>. No second one was opened; go on there.',
    );
  });

  test('and leads to its thread', async () => {
    expect(await said('invoices', deskAt(walk({}).snapshot, { threadTs: '1795140785.000100' }))).toContain(
      'is open already: <https://sandbox.slack.com/archives/C_OPS/p1795140785000100|inc-1>, in <#C_OPS>',
    );
  });

  test('asks which service where there are several', async () => {
    const desk = createDesk();
    const { slack } = await office(desk);
    const asked = await slack.person('U_ADA').says('C_OPS', '/rollback');
    expect(plainText({ text: '', blocks: asked.blocks })).toBe(
      'There are 2 services, so nothing was opened yet. Which one?\n[invoices]\n[payments]',
    );
    expect(() => desk.view()).toThrow('There is no incident.');
  });

  test('opens the incident of the service that is pressed then, once, in the channel where it was asked', async () => {
    const desk = createDesk();
    const { slack } = await office(desk);
    const ada = slack.person('U_ADA');
    await ada.says('C_OPS', '/rollback');
    const [question] = slack.ephemerals('U_ADA');
    if (question === undefined) throw new Error('nothing was asked');
    await Promise.all([ada.clicks(question, 'payments', { asSeen: true }), ada.clicks(question, 'payments', { asSeen: true })]);
    expect(desk.view()).toMatchObject({ service: 'payments', mode: 'live', channel: 'C_OPS' });
    await slack.waitFor('the question to be gone', () =>
      slack.ephemerals('U_ADA').every(({ text }) => text === 'Incident inc-1 for `payments` is open.'),
    );
    expect(slack.ephemerals('U_ADA')).toHaveLength(1);
  });

  test('asks for a drill only of services that allow it, and drills the one that is pressed', async () => {
    const desk = createDesk();
    const { slack } = await office(desk);
    await slack.person('U_ADA').says('C_OPS', '/rollback drill');
    const [question] = slack.ephemerals('U_ADA');
    if (question === undefined) throw new Error('nothing was asked');
    expect(plainText(question)).toBe('DRILL · There is one service, so nothing was opened yet. Which one?\n[invoices]');
    await slack.person('U_ADA').clicks(question, 'invoices');
    expect(desk.view()).toMatchObject({ service: 'invoices', mode: 'drill' });
  });

  test('finds a service however it is written', async () => {
    const desk = createDesk();
    expect(await said('Invoices', desk)).toBeNull();
    expect(desk.view()).toMatchObject({ service: 'invoices' });
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
