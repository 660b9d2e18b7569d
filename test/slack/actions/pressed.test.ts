import { describe, expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
import { by, gathered, walk } from '#test/support/walk.ts';
import { deskAt } from '../support/desk.ts';
import { FOUND, FOUND_UNFIT } from '../support/facts.ts';
import { office } from '../support/office.ts';

const ada = by('U_ADA');
const ASKED = [gathered(FOUND)] as const;
const REFUSED = [
  gathered(FOUND_UNFIT),
  ada('data.reportIntact'),
  ada('class.confirm'),
  ada('path.choose', { path: 'compatible re-point' }),
] as const;

describe('a press', () => {
  test('counts, and is answered by the incident’s message alone', async () => {
    const { slack, desk, draws } = await office(deskAt(walk({}, ...ASKED).snapshot));
    expect((await slack.person('U_ADA').clicks(await draws(), 'No, data is intact')).ok).toBe(true);
    expect(desk.view().snapshot.value).toEqual({ classifying: 'recommending' });
    expect(slack.ephemerals('U_ADA')).toEqual([]);
  });

  test('that comes too late is answered with who was faster', async () => {
    const { slack, draws, privately } = await office(deskAt(walk({}, ...ASKED).snapshot));
    const message = await draws();
    await slack.person('U_BEN').clicks(message, 'No, data is intact');
    await slack.person('U_ADA').clicks(message, 'No, data is intact');
    expect(await privately('U_ADA')).toBe(
      'That button is out of date, so nothing was done. Last: data reported intact by @U_BEN, 02:13:05 UTC. Now: This is what it looks like',
    );
  });

  test('on a question that was asked again meanwhile does not count', async () => {
    const { slack, desk, draws, privately } = await office(deskAt(walk({}, ...ASKED).snapshot));
    const message = await draws();
    desk.change({ turn: 9 });
    await slack.person('U_ADA').clicks(message, 'No, data is intact');
    expect(await privately('U_ADA')).toMatch(/^That button is out of date, so nothing was done\./);
  });

  test('of somebody who may not is denied, privately', async () => {
    const { slack, desk, draws, may, privately } = await office(deskAt(walk({}, ...ASKED).snapshot));
    may('U_CYD', { kind: 'may not', who: ['<@U_ADA>'] });
    await slack.person('U_CYD').clicks(await draws(), 'No, data is intact');
    expect(await privately('U_CYD')).toBe('This needs the role responder, so nothing was done. These can: @U_ADA.');
    expect(desk.view().turn).toBe(3);
  });

  test('of somebody of whom nobody can tell does nothing', async () => {
    const { slack, desk, draws, may, privately } = await office(deskAt(walk({}, ...ASKED).snapshot));
    may('U_ADA', { kind: 'cannot tell', why: 'Slack did not answer' });
    await slack.person('U_ADA').clicks(await draws(), 'No, data is intact');
    expect(await privately('U_ADA')).toBe(
      'Whether you may act could not be read (Slack did not answer), so nothing was done. Try again in a moment.',
    );
    expect(desk.view().turn).toBe(3);
  });

  test('of whoever asked does not approve', async () => {
    const desk = deskAt(walk({}, ...REFUSED, ada('glass.break', { reason: 'customers cannot pay' })).snapshot);
    const { slack, draws, privately } = await office(desk);
    await slack.person('U_ADA').clicks(await draws(), 'I agree: roll back anyway');
    expect(await privately('U_ADA')).toBe('You asked for it, so somebody else must approve. Nothing was done.');
    expect(desk.view().turn).toBe(3);
  });

  test('that asks for words opens a modal, which sends them', async () => {
    const { slack, desk, draws, modal } = await office(deskAt(walk({}, ...REFUSED).snapshot));
    await slack.person('U_ADA').clicks(await draws(), 'Break glass: roll back anyway…');
    expect(await slack.person('U_ADA').submits(modal('U_ADA'), { words: 'customers cannot pay' })).toMatchObject({ ok: true });
    expect(desk.view().snapshot.context.first).toEqual({ by: 'U_ADA', reason: 'customers cannot pay', approvedBy: null });
  });

  test('a modal without words is sent back', async () => {
    const { slack, draws, modal } = await office(deskAt(walk({}, ...REFUSED).snapshot));
    await slack.person('U_ADA').clicks(await draws(), 'Break glass: roll back anyway…');
    const sent = await slack.person('U_ADA').submits(modal('U_ADA'), { words: '   ' });
    expect(sent).toMatchObject({ ok: false, errors: { words: 'Write a sentence; it is recorded.' } });
  });

  test('a modal that was overtaken says so itself', async () => {
    const { slack, desk, draws, modal } = await office(deskAt(walk({ mode: 'drill' }, ...REFUSED).snapshot));
    await slack.person('U_ADA').clicks(await draws(), 'Break glass: roll back anyway…');
    desk.change({ turn: 9 });
    await slack.person('U_ADA').submits(modal('U_ADA'), { words: 'customers cannot pay' });
    expect(plainText({ text: '', blocks: modal('U_ADA').blocks })).toMatch(/^DRILL · That button is out of date, so nothing was done\./);
  });

  test('in the menu sends a note, whatever the question is meanwhile', async () => {
    const { slack, desk, draws, modal } = await office(deskAt(walk({}, ...ASKED).snapshot));
    await slack.person('U_ADA').clicks(await draws(), { actionId: 'sb:more', value: '["inc-1",3,"sb:note.add"]' });
    desk.change({ turn: 9 });
    expect(await slack.person('U_ADA').submits(modal('U_ADA'), { words: 'The second region is slow.' })).toMatchObject({ ok: true });
    expect(await desk.journal('inc-1')).toMatchObject([{ type: 'note.add', payload: { text: 'The second region is slow.' } }]);
  });

  test('in the menu hands the incident over', async () => {
    const { slack, desk, draws, modal } = await office(deskAt(walk({}, ...ASKED).snapshot));
    await slack.person('U_ADA').clicks(await draws(), { actionId: 'sb:more', value: '["inc-1",3,"sb:incident.handOver"]' });
    await slack.person('U_ADA').submits(modal('U_ADA'), { person: 'U_BEN' });
    expect(desk.view().snapshot.context.owner).toBe('U_BEN');
  });

  test('on “Do it by hand” is for everybody, and changes nothing', async () => {
    const { slack, desk, draws, may, privately } = await office(deskAt(walk({}, ...ASKED).snapshot));
    may('U_CYD', { kind: 'may not', who: [] });
    await slack.person('U_CYD').clicks(await draws(), 'Do it by hand');
    expect(await privately('U_CYD')).toBe('*Do this by hand*');
    expect(desk.view().turn).toBe(3);
  });

  test('is answered also in a channel that the bot is not in', async () => {
    const desk = deskAt(walk({}, ...ASKED).snapshot);
    const { slack, may, bolt, privately } = await office(desk);
    may('U_ADA', { kind: 'may not', who: [] });
    const value = '["inc-1",3]';
    const button = { type: 'button', action_id: 'sb:data.reportIntact', value, text: { type: 'plain_text', text: 'No' } } as const;
    await bolt.app.client.chat.postMessage({ channel: 'C_OPEN', text: 'x', blocks: [{ type: 'actions', elements: [button] }] });
    const [message] = slack.messages('C_OPEN');
    if (message === undefined) throw new Error('nothing was posted');
    await slack.person('U_ADA').clicks(message, 'No');
    expect(await privately('U_ADA')).toBe('This needs the role responder, so nothing was done. These can: nobody is configured.');
  });

  test.each(['', 'nonsense', '["inc-1","3"]', '["inc-9",3]', '["inc-1",3,4]'])('with the forged value %j does nothing', async (value) => {
    const desk = deskAt(walk({}, ...ASKED).snapshot);
    const { slack, posts, privately } = await office(desk);
    const button = { type: 'button', action_id: 'sb:data.reportIntact', value, text: { type: 'plain_text', text: 'No' } } as const;
    await slack.person('U_ADA').clicks(await posts({ text: 'x', blocks: [{ type: 'actions', elements: [button] }] }), 'No');
    expect(await privately('U_ADA')).toBe('That incident is not in my records, so nothing was done. Start a new one with `/rollback`.');
    expect(desk.view().turn).toBe(3);
  });
});

describe('in a drill, every private answer says so first', () => {
  test('a denial, a stale press, an approval by the same person, and the manual', async () => {
    const desk = deskAt(walk({ mode: 'drill' }, ...REFUSED, ada('glass.break', { reason: 'it is a drill' })).snapshot);
    const { slack, draws, may, privately } = await office(desk);
    const message = await draws();
    may('U_CYD', { kind: 'may not', who: [] });
    await slack.person('U_CYD').clicks(message, 'I agree: roll back anyway');
    expect(await privately('U_CYD')).toMatch(/^DRILL · This needs the role approver/);
    await slack.person('U_ADA').clicks(message, 'I agree: roll back anyway');
    expect(await privately('U_ADA')).toMatch(/^DRILL · You asked for it/);
    await slack.person('U_ADA').clicks(message, 'Do it by hand');
    expect(await privately('U_ADA')).toMatch(/^DRILL · /);
    desk.change({ turn: 9 });
    await slack.person('U_BEN').clicks(message, 'I agree: roll back anyway');
    expect(await privately('U_BEN')).toMatch(/^DRILL · That button is out of date/);
  });
});
