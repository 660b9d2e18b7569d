import { expect, test } from 'vitest';
import type { ShownView, State } from '#sandbox/page/protocol.ts';
import { modalOf, recommending, said } from '#test/sandbox/page/client/fixtures/incident.ts';
import { fromBot, inIncident, ts } from '#test/sandbox/page/client/fixtures/state.ts';
import { inChromium } from './in-chromium.ts';

const CLOSED = inIncident([fromBot(ts(0), recommending)]);
const UPDATED = inIncident([fromBot(ts(0), said('note'), { edited: true })]);

function showing(modal: object, errors: ShownView['errors'] = {}): State {
  return { ...CLOSED, view: { id: 'V1', modal: { ...modal }, errors } };
}

const OVERRIDE = modalOf('It is something else');

inChromium('A modal', CLOSED, ({ sandbox, open }) => {
  test('takes the focus, keeps it inside, and gives it back', async () => {
    const page = await open('ada');
    const opener = page.getByRole('button', { name: 'It is something else…' });
    await opener.click();
    sandbox().show(() => showing(OVERRIDE));
    const dialog = page.getByRole('dialog', { name: 'invoices' });
    await dialog.waitFor();
    const place = () => page.evaluate(() => [document.activeElement?.id, document.activeElement?.closest('dialog') !== null]);
    expect(await place()).toEqual(['field-class', true]);
    for (let press = 0; press < 8; press += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('main') ?? null)).toBeNull();
    }
    sandbox().show(() => CLOSED);
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('It is something else…');
  });

  test.each([
    { when: 'as it closes', meanwhile: [] },
    { when: 'while it was open', meanwhile: [{ ...UPDATED, view: showing(OVERRIDE).view }] },
  ])('gives the focus to the message where the button that opened it went away $when', async ({ meanwhile }) => {
    const page = await open('ada');
    await page.getByRole('button', { name: 'It is something else…' }).click();
    for (const state of [showing(OVERRIDE), ...meanwhile, UPDATED]) sandbox().show(() => state);
    await page.getByText('(edited)').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Switchback, .*, edited$/);
  });

  test('sends what was filled in, by block', async () => {
    sandbox().show(() => showing(OVERRIDE));
    const page = await open('ada');
    await page.getByLabel('What is it?').selectOption('app bug');
    await page.getByLabel('Why? It is recorded.').fill('I saw the diff');
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await expect
      .poll(() => sandbox().acts)
      .toEqual([{ kind: 'submit', as: 'ada', view: 'V1', values: { class: 'app bug', words: 'I saw the diff' } }]);
  });

  test('says under a field what is wrong with it, and keeps what was filled in', async () => {
    sandbox().show(() => showing(OVERRIDE));
    const page = await open('ada');
    await page.getByLabel('Why? It is recorded.').fill('I saw the diff');
    sandbox().show(() => showing(OVERRIDE, { class: 'Choose a class.' }));
    await page.getByText('Choose a class.').waitFor();
    const field = page.getByLabel('What is it?');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.getAttribute('aria-describedby')).toBe('field-class-error');
    expect(await page.getByLabel('Why? It is recorded.').inputValue()).toBe('I saw the diff');
  });

  test('says in itself that the bot did not answer', async () => {
    sandbox().answerWith({ kind: 'refused', why: 'The bot did not answer in 3 s.' });
    sandbox().show(() => showing(OVERRIDE));
    const page = await open('ada');
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    const alert = page.getByRole('dialog').getByRole('alert');
    await expect.poll(() => alert.allTextContents()).toEqual(['The bot did not answer in 3 s.']);
  });

  test('is closed by Escape through the bot, as in Slack', async () => {
    sandbox().show(() => showing(OVERRIDE));
    const page = await open('ada');
    await page.keyboard.press('Escape');
    await expect.poll(() => sandbox().acts).toEqual([{ kind: 'close', as: 'ada', view: 'V1' }]);
    // It stays until the server says that it is closed.
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
  });

  test('offers people where a person is asked for', async () => {
    sandbox().show(() => showing(modalOf('Hand over')));
    const page = await open('ada');
    await page.getByLabel('To whom?').selectOption('@ben');
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => sandbox().acts).toEqual([{ kind: 'submit', as: 'ada', view: 'V1', values: { person: 'U0BEN' } }]);
  });
});
