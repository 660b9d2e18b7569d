import { expect, test } from 'vitest';
import { inIncident, QUIET } from '#test/sandbox/page/client/fixtures/state.ts';
import { inChromium } from './in-chromium.ts';

inChromium('The composer', QUIET, ({ sandbox, open }) => {
  test('sends /rollback by two presses of Enter at most', async () => {
    const page = await open('ada');
    const composer = page.getByRole('combobox', { name: 'Message in incidents as ada' });
    await composer.pressSequentially('/rollback');
    await page.getByRole('option', { name: '/rollback [service]' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => sandbox().acts).toEqual([{ kind: 'type', as: 'ada', text: '/rollback', threadTs: null }]);
    expect(await composer.inputValue()).toBe('');
    expect(await page.getByRole('listbox').count()).toBe(0);
  });

  test('completes by arrows, Tab and Enter, and tells a screen reader what is marked', async () => {
    const page = await open('ada');
    const composer = page.getByRole('combobox');
    await composer.pressSequentially('/');
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
    expect(await composer.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowDown');
    const marked = await composer.getAttribute('aria-activedescendant');
    expect(await page.locator(`#${marked ?? ''}`).textContent()).toContain('/rollback drill [service]');
    await page.keyboard.press('Tab');
    expect(await composer.inputValue()).toBe('/rollback drill ');
    await composer.pressSequentially('invoices');
    await page.keyboard.press('Enter');
    await expect.poll(() => sandbox().acts).toEqual([{ kind: 'type', as: 'ada', text: '/rollback drill invoices', threadTs: null }]);
  });

  test('puts the list away by Escape and leaves what was typed', async () => {
    const page = await open('ada');
    const composer = page.getByRole('combobox');
    await composer.pressSequentially('/roll');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('listbox').count()).toBe(0);
    expect(await composer.inputValue()).toBe('/roll');
    expect(await composer.getAttribute('aria-expanded')).toBe('false');
  });

  test('takes a command by a click, and keeps the focus', async () => {
    const page = await open('ada');
    await page.getByRole('combobox').pressSequentially('/');
    await page.getByRole('option', { name: '/rollback status' }).click();
    expect(await page.getByRole('combobox').inputValue()).toBe('/rollback status ');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('composer');
  });

  test('gives back what could not be sent', async () => {
    sandbox().answerWith({ kind: 'refused', why: 'The world is being made, so nothing was done.' });
    const page = await open('ada');
    await page.getByRole('combobox').fill('hello');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('The world is being made, so nothing was done.').waitFor();
    expect(await page.getByRole('combobox').inputValue()).toBe('hello');
  });

  test('keeps what is typed while the world goes on', async () => {
    const page = await open('ada');
    await page.getByRole('combobox').pressSequentially('/rollback st');
    sandbox().show(() => inIncident([]));
    await page.getByText('Customers get errors.').first().waitFor();
    expect(await page.getByRole('combobox').inputValue()).toBe('/rollback st');
    expect(await page.getByRole('option').count()).toBe(1);
  });
});
