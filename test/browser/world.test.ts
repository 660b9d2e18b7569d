import { expect, test } from 'vitest';
import type { ShownWorld, State } from '#sandbox/page/protocol.ts';
import { inIncident, QUIET } from '#test/sandbox/page/client/fixtures/state.ts';
import { inChromium } from './in-chromium.ts';

const BROKEN = inIncident([]);

function world(changed: Partial<ShownWorld>): State {
  return { ...BROKEN, world: { ...BROKEN.world, ...changed } };
}

inChromium('The world', QUIET, ({ sandbox, stopSandbox, open }) => {
  test('is entered by one click on a scenario', async () => {
    const page = await open('ada');
    await page.getByRole('button', { name: 'A migration that cannot be undone' }).click();
    await expect.poll(() => sandbox().acts).toEqual([{ kind: 'start scenario', key: 'contract' }]);
  });

  test('shows what customers, the platform and the database say', async () => {
    sandbox().show(() => BROKEN);
    const page = await open('ada');
    const shown = (name: string) => page.getByRole('region', { name, exact: true });
    await shown('What customers see').getByText('Internal Server Error').first().waitFor();
    expect(await shown('What customers see').textContent()).toContain('500');
    expect(await shown('Production').textContent()).toBe(
      'ProductionAuto-assignment oninvoices.localhost:4100serves c0ffee1 contract: drop total',
    );
    expect(await shown('Deployments').getByRole('listitem').first().textContent()).toMatch(/^c0ffee1contract: drop totalLive/);
    expect(await shown('Schema').getByRole('row').count()).toBe(5);
    await shown('Failed requests')
      .getByRole('img', { name: /newest 50 %\.$/ })
      .waitFor();
  });

  test('is made harder by switches, and by killing the bot', async () => {
    const page = await open('ada');
    const fault = page.getByRole('switch', { name: 'Vercel answers slowly' });
    expect(await fault.getAttribute('aria-checked')).toBe('false');
    await fault.focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'kill -9 the bot' }).click();
    await expect.poll(() => sandbox().acts).toEqual([{ kind: 'fault', key: 'slow vercel', on: true }, { kind: 'kill bot' }]);

    sandbox().show(() => world({ bot: { state: 'down', pid: null } }));
    await page.getByText('The bot is down').waitFor();
    expect(await page.getByRole('button', { name: 'kill -9 the bot' }).isDisabled()).toBe(true);
  });

  test('gives a hint when it is asked for, and lets people work outside Slack', async () => {
    sandbox().show(() => world({ hint: null }));
    const page = await open('ada');
    await page.getByRole('button', { name: 'Give me a hint' }).click();
    await page.getByRole('button', { name: 'Do it: Apply the forward-fix' }).click();
    await expect.poll(() => sandbox().acts).toEqual([{ kind: 'ask hint' }, { kind: 'run', key: 'forward fix' }]);
    sandbox().show(() => BROKEN);
    await page.getByText('The old code reads a column that is gone.').waitFor();
  });

  test('says at the end how it went', async () => {
    sandbox().show(() =>
      world({
        result: {
          headline: 'Recovered in 1 min 40 s',
          parts: [{ title: 'What the bot prevented', lines: ['A rollback that would have failed.'] }],
        },
      }),
    );
    const page = await open('ada');
    await page.getByRole('heading', { name: 'Recovered in 1 min 40 s' }).waitFor();
    expect(await page.getByText('A rollback that would have failed.').isVisible()).toBe(true);
  });

  test('says so when the sandbox does not answer any more', async () => {
    const page = await open('ada');
    await stopSandbox();
    await expect.poll(() => page.getByText('The sandbox does not answer.').isVisible()).toBe(true);
  });
});

inChromium('People', inIncident([]), ({ sandbox, open }) => {
  test('are changed by one click, and the address says who it is', async () => {
    const page = await open('ada');
    await page.getByRole('link', { name: 'ben approver' }).click();
    await page.getByRole('combobox', { name: 'Message in incidents as ben' }).waitFor();
    expect(new URL(page.url()).search).toBe('?as=ben');
    expect(await page.title()).toBe('ben · Switchback sandbox');
    await page.getByRole('button', { name: 'kill -9 the bot' }).waitFor();
    await page.goBack();
    await page.getByRole('combobox', { name: 'Message in incidents as ada' }).waitFor();
  });

  test('are two in two windows', async () => {
    const [ada, ben] = [await open('ada'), await open('ben')];
    await ada.getByRole('combobox').fill('it is me');
    await ada.keyboard.press('Enter');
    await expect.poll(() => sandbox().acts).toHaveLength(1);
    await ben.getByRole('combobox').fill('and me');
    await ben.keyboard.press('Enter');
    await expect
      .poll(() => sandbox().acts)
      .toEqual([
        { kind: 'type', as: 'ada', text: 'it is me', threadTs: null },
        { kind: 'type', as: 'ben', text: 'and me', threadTs: null },
      ]);
  });
});
