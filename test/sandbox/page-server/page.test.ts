import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPage, type RunningPage } from '#sandbox/page/server/start-page.ts';
import { createPlay, type Play } from '#sandbox/scenarios/play.ts';
import { controls } from '#sandbox/slack/controls.ts';
import { incidentIn } from './player.ts';
import { openWindow, type Window } from './window.ts';

let play: Play;
let page: RunningPage;
let ada: Window;
let ben: Window;
let cyd: Window;

beforeAll(async () => {
  play = createPlay({ baselineMs: 500, requestsPerSecond: 10 });
  page = await startPage(play, 0);
  [ada, ben, cyd] = await Promise.all([openWindow(page.url, 'ada'), openWindow(page.url, 'ben'), openWindow(page.url, 'cyd')]);
});
afterAll(async () => {
  for (const window of [ada, ben, cyd]) window.close();
  await Promise.all([page.close(), play.close()]);
});

/** Presses a button of the incident’s message as soon as it is there. */
async function press(window: Window, as: string, label: string) {
  const { ts, control } = await window.sees(`“${label}”`, (state) => {
    const message = incidentIn(state);
    const blocks = (message?.blocks ?? []) as Parameters<typeof controls>[0]['blocks'];
    const found = controls({ blocks }).find((one) => one.label.startsWith(label));
    return message === undefined || found === undefined ? null : { ts: message.ts, control: found };
  });
  return window.acts({ kind: 'press', as, ts, actionId: control.actionId, blockId: control.blockId, value: control.value });
}

describe('before there is a world', () => {
  test('the page is there, and says that nothing can be done yet', async () => {
    const bot = await ada.sees('that the bot is down', ({ world }) => world.bot);
    expect(bot).toEqual({ state: 'down', pid: null });
    expect(await ada.acts({ kind: 'type', as: 'ada', text: '/rollback invoices' })).toEqual({
      kind: 'refused',
      why: 'The world is being made, so nothing was done. Try again in a moment.',
    });
    expect(await ada.acts({ kind: 'fault', key: 'slow-vercel', on: true })).toEqual({
      kind: 'refused',
      why: 'The world is being made, so nothing was switched. Try again in a moment.',
    });
  });
});

describe('what is served', () => {
  test('the page and its code, with types stripped and a policy that lets nothing else in', async () => {
    const index = await fetch(page.url);
    expect(index.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(index.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(index.headers.get('access-control-allow-origin')).toBeNull();
    const code = await fetch(`${page.url}/main.ts`);
    expect(code.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await code.text()).not.toContain('import type');
  });

  test.each(['/nothing.ts', '/../server/start-page.ts', '/..%2fserver%2fstart-page.ts', '/.env', '/files/F000001', '/act'])(
    '%s is not',
    async (path) => {
      const status = await new Promise((resolve, reject) => {
        // As it is: fetch would tidy the path.
        request(page.url, { path }, (response) => resolve(response.resume().statusCode))
          .once('error', reject)
          .end();
      });
      expect(status).toBe(404);
    },
  );

  test('a state for nobody is refused', async () => {
    const response = await fetch(`${page.url}/events?as=eve`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ kind: 'refused', why: 'There is nobody called eve here.' });
  });

  test('what is no act is refused with the reason', async () => {
    const response = await fetch(`${page.url}/act`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ kind: 'refused' });
  });
});

describe('in a healthy world', { timeout: 60_000 }, () => {
  test('which begins in a moment', async () => {
    expect(await play.start(null)).toEqual({ kind: 'begun' });
  });

  test('everybody sees production as it is', async () => {
    const world = await ben.sees('production', ({ world: shown }) =>
      shown.deployments.length === 2 &&
      shown.pages.length === 2 &&
      shown.schema.length > 0 &&
      shown.rate.points.some(({ requests }) => requests > 0)
        ? shown
        : null,
    );
    expect(world.deployments.map(({ message, isLive, isStaged }) => ({ message, isLive, isStaged }))).toEqual([
      { message: 'feat: drop total, subtotal and tax are required (#3)', isLive: true, isStaged: false },
      { message: 'feat: read subtotal and tax, fall back to total (#2)', isLive: false, isStaged: false },
    ]);
    expect(world.production).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      deployment: world.deployments[0]?.id,
      autoAssignment: true,
    });
    expect(world.bot).toEqual({ state: 'running', pid: expect.any(Number) });
    await ben.sees(
      'the schema after the contract migration',
      ({ world: shown }) =>
        shown.schema.some(({ column }) => column === 'subtotal') && shown.schema.every(({ column }) => column !== 'total'),
    );
    await ben.sees('the invoices as a customer does', ({ world: shown }) => shown.pages[0]?.text.includes('INV-0200\tAcorn & Sons'));
  });

  test('the commands and the menu of a message are those of the manifest', async () => {
    const { commands, shortcuts } = await ada.sees('the state', (state) => state);
    expect(commands.map(({ command, usage }) => `${command} ${usage}`)).toEqual([
      '/rollback [service]',
      '/rollback drill [service]',
      '/rollback status',
      '/rollback history',
      '/rollback help',
    ]);
    expect(shortcuts).toEqual([{ callbackId: 'incident.declare-from-message', name: 'Declare an incident' }]);
  });

  test('a private answer is private', async () => {
    expect(await ada.acts({ kind: 'type', as: 'ada', text: '/rollback status' })).toEqual({ kind: 'ok', said: null });
    const answer = await ada.sees('the answer', ({ channel }) => channel.messages.find(({ isPrivate }) => isPrivate));
    expect(answer.author).toEqual({ id: 'U0SANDBOXBOT', name: 'Switchback', isBot: true });
    await ben.acts({ kind: 'type', as: 'ben', text: 'hello' });
    const bens = await ben.sees(
      'his own message',
      ({ channel }) => channel.messages.some(({ text }) => text === 'hello') && channel.messages,
    );
    expect(bens.filter(({ isPrivate }) => isPrivate)).toEqual([]);
  });

  test('acts that cannot be done are refused in words', async () => {
    expect(await ada.acts({ kind: 'type', as: 'ada', text: '/deploy now' })).toEqual({
      kind: 'refused',
      why: 'There is no such command here. Try /rollback.',
    });
    const root = await ada.sees('the message of ben', ({ channel }) => channel.messages.find(({ text }) => text === 'hello'));
    expect(await ada.acts({ kind: 'type', as: 'ada', text: '/rollback', threadTs: root.ts })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('Commands do not work in threads.'),
    });
    expect(await ada.acts({ kind: 'start scenario', key: 'earthquake' })).toEqual({
      kind: 'refused',
      why: 'There is no scenario earthquake, so none was started.',
    });
    expect(await ada.acts({ kind: 'close', as: 'ada', view: 'V000099' })).toEqual({
      kind: 'refused',
      why: 'That dialog is not open any more, so nothing was sent.',
    });
    expect(await ada.acts({ kind: 'press', as: 'ada', ts: '1.000001', actionId: 'a', blockId: 'b', value: null })).toEqual({
      kind: 'refused',
      why: 'That message is not there any more, so nothing was pressed.',
    });
  });

  test('a switch is shown as it stands, to everybody', async () => {
    expect(await ada.acts({ kind: 'fault', key: 'slow-vercel', on: true })).toEqual({ kind: 'ok', said: null });
    await ben.sees('slow Vercel', ({ world }) => world.faults.some(({ key, on }) => key === 'slow-vercel' && on));
    await ben.acts({ kind: 'fault', key: 'slow-vercel', on: false });
    await ada.sees('no fault', ({ world }) => world.faults.every(({ on }) => !on));
  });

  test('a hint is shown once it is asked for', async () => {
    expect(await ada.sees('the state', (state) => ({ hint: state.world.hint }))).toEqual({ hint: null });
    await ada.acts({ kind: 'ask hint' });
    expect(await ben.sees('a hint', ({ world }) => world.hint)).toBe(
      'Play ada, the responder, and type /rollback invoices into the channel.',
    );
  });

  test('a dialog of a message’s menu opens for one person, and closes', async () => {
    const root = await ada.sees('the message of ben', ({ channel }) => channel.messages.find(({ text }) => text === 'hello'));
    expect(await ada.acts({ kind: 'shortcut', as: 'ada', callbackId: 'incident.declare-from-message', ts: root.ts })).toEqual({
      kind: 'ok',
      said: null,
    });
    const view = await ada.sees('a dialog', (state) => state.view);
    expect(await ben.sees('no dialog', (state) => ({ view: state.view }))).toEqual({ view: null });
    expect(await ada.acts({ kind: 'close', as: 'ada', view: view.id })).toEqual({ kind: 'ok', said: null });
    await ada.sees('no dialog', (state) => state.view === null);
  });

  test('the bot is killed in the middle of an incident, and the thread goes on', async () => {
    await ada.acts({ kind: 'type', as: 'ada', text: '/rollback drill invoices' });
    await ada.sees('the first question', (state) => incidentIn(state)?.text.includes('Is any data lost') === true);
    const { ts } = await ada.sees('the incident', incidentIn);
    const before = play.now().scene?.world.bot().pid ?? 0;

    expect(await ada.acts({ kind: 'kill bot' })).toEqual({ kind: 'ok', said: null });

    expect(() => process.kill(before, 0)).toThrow('ESRCH');
    const after = await ada.sees('another process', ({ world }) => (world.bot.state === 'running' ? world.bot.pid : null));
    expect(after).not.toBe(before);
    expect(await press(ada, 'ada', 'No, data is intact')).toEqual({ kind: 'ok', said: null });
    await ada.sees('the next question in the same message', (state) => {
      const message = incidentIn(state);
      return message?.ts === ts && message.text.includes('This is what it looks like');
    });
  });

  test('somebody without the right to act is told so privately, and nothing happens', async () => {
    expect(await press(cyd, 'cyd', 'Confirm')).toEqual({ kind: 'ok', said: null });
    const told = await cyd.sees('a private answer', ({ channel }) => channel.messages.find(({ isPrivate }) => isPrivate));
    expect(told.author.isBot).toBe(true);
    expect(await ada.sees('the incident', incidentIn)).toMatchObject({ text: expect.stringContaining('This is what it looks like') });
  });

  test('everything that was asked for exists', () => {
    const world = play.now().scene?.world;
    expect([world?.slack.unexpected, world?.vercel.unexpected, world?.sentry.unexpected]).toEqual([[], [], []]);
  });
});

describe('a scenario', { timeout: 90_000 }, () => {
  test('is prepared before everybody’s eyes, broken, lived through by clicking, and summed up', async () => {
    expect(await ada.acts({ kind: 'start scenario', key: 'app-bug' })).toEqual({ kind: 'ok', said: null });
    await ben.sees(
      'what is being prepared',
      ({ world }) => world.scenario?.state === 'preparing' && world.scenario.says.includes('new world'),
    );
    await ben.sees('when the fault comes', ({ world }) => world.scenario?.faultAt);
    expect(await ada.acts({ kind: 'run', key: 'merge-revert' })).toEqual({
      kind: 'refused',
      why: 'Nothing is broken yet, so nothing was done. Wait for the fault.',
    });
    const broken = await ada.sees('the fault', ({ world }) => world.scenario?.state === 'running' && world);
    expect(broken.runs.map(({ key, done }) => ({ key, done }))).toEqual([
      { key: 'merge-revert', done: false },
      { key: 'promote-build', done: false },
    ]);
    expect(broken.hint).toBeNull();

    await ada.acts({ kind: 'type', as: 'ada', text: '/rollback invoices' });
    await ada.sees('the first question', (state) => incidentIn(state)?.text.includes('Is any data lost') === true);
    const { ts, control, value } = await ada.sees('the menu', (state) => {
      const message = incidentIn(state);
      const blocks = (message?.blocks ?? []) as Parameters<typeof controls>[0]['blocks'];
      const menu = controls({ blocks }).find(({ kind }) => kind === 'static_select');
      const option = menu?.options.find(({ text }) => JSON.stringify(text).includes('Cancel the incident'));
      return message === undefined || menu === undefined || option === undefined
        ? null
        : { ts: message.ts, control: menu, value: String(option['value']) };
    });
    await ada.acts({ kind: 'press', as: 'ada', ts, actionId: control.actionId, blockId: control.blockId, value });
    const view = await ada.sees('a dialog', (state) => state.view);
    expect(await ada.acts({ kind: 'submit', as: 'ada', view: view.id, values: {} })).toEqual({
      kind: 'refused',
      why: 'Please complete this required field.',
    });
    const errors = await ada.sees(
      'what is missing',
      (state) => state.view && Object.values(state.view.errors).length > 0 && state.view.errors,
    );
    expect(Object.values(errors)).toEqual(['Please complete this required field.']);
    expect(await ada.acts({ kind: 'submit', as: 'ada', view: view.id, values: { words: 'only trying' } })).toEqual({
      kind: 'ok',
      said: null,
    });

    const { scenario, result, rate } = await ben.sees('how it went', ({ world }) => world.result !== null && world);
    expect(scenario).toMatchObject({ key: 'app-bug', state: 'over', faultAt: null });
    expect(result?.headline).toMatch(/^Cancelled: 1 action of people in [\d.]+ s$/);
    expect(result?.parts).toContainEqual({ title: 'What people decided', lines: ['ada cancelled the incident: “only trying”'] });
    expect(rate.moments.map(({ label }) => label)).toEqual([
      'live: feat: drop total, subtotal and tax are required (#3)',
      'live: feat: show when an invoice was paid (#4)',
      '/rollback',
    ]);
  });
});
