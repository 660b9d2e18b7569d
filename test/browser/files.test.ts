import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { MOST_BYTES } from '#sandbox/page/client/channel/too-large.ts';
import { ADA, BEN, fromPerson, inIncident, ts } from '#test/sandbox/page/client/fixtures/state.ts';
import { inChromium } from './in-chromium.ts';
import { inSandbox, PATIENCE_MS } from './in-sandbox.ts';

const MESSAGES = [fromPerson(ts(0), ADA, 'Look'), { ...fromPerson(ts(1), BEN, 'I do'), threadTs: ts(0) }];
const TOO_LARGE = '“dump.sql” is larger than 1 MB, the most that can be attached here, so it was not sent. Attach a smaller one.';

inChromium('A file', inIncident(MESSAGES), ({ sandbox, open }) => {
  test('is attached in the channel, and what was being typed stays', async () => {
    const page = await open('ada');
    await page.getByRole('combobox').fill('/rollback inv');
    await attach(page, '#channel', 'a "b" <b>.log', Buffer.from([0, 255]));
    await expect
      .poll(() => sandbox().acts)
      .toEqual([{ kind: 'attach', as: 'ada', name: 'a "b" <b>.log', content: 'AP8=', threadTs: null }]);
    expect(await page.getByRole('combobox').inputValue()).toBe('/rollback inv');
  });

  test('is attached in a thread, after which the same one can be picked again', async () => {
    const page = await open('ben');
    await page.getByRole('button', { name: '1 reply' }).click();
    await attach(page, '#thread', 'empty.txt', Buffer.alloc(0));
    await expect.poll(() => sandbox().acts).toEqual([{ kind: 'attach', as: 'ben', name: 'empty.txt', content: '', threadTs: ts(0) }]);
    expect(await page.locator('#thread').getByLabel('Attach a file').inputValue()).toBe('');
  });

  test.each([
    ['on a desktop', false],
    ['on a phone, where the thread covers the channel', true],
  ])('that is too large is refused in words and not sent, %s', async (_, isPhone) => {
    const page = await open('ada', { isPhone });
    await page.getByRole('button', { name: '1 reply' }).click();
    await attach(page, '#thread', 'dump.sql', Buffer.alloc(MOST_BYTES + 1));
    await page.getByRole('status').getByText(TOO_LARGE).waitFor();
    // What is sent next is the first that comes.
    await attach(page, '#thread', 'part.sql', Buffer.alloc(MOST_BYTES));
    await expect.poll(() => sandbox().acts).toMatchObject([{ name: 'part.sql', content: Buffer.alloc(MOST_BYTES).toString('base64') }]);
    expect(await page.getByText(TOO_LARGE).count()).toBe(0);
  });

  test('is chosen with the keyboard alone, which shows where it is', async () => {
    const page = await open('ada');
    await page.getByRole('combobox').fill('half a thou');
    await page.keyboard.press('Shift+Tab');
    const control = page.locator('#channel').getByRole('button', { name: 'Attach a file' });
    expect(await control.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.locator('#channel .attach').evaluate((place) => getComputedStyle(place).outlineStyle)).toBe('solid');
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
    await expect.poll(() => sandbox().acts).toMatchObject([{ kind: 'attach', name: 'a.txt' }]);
  });

  test('is chosen with a thumb', async () => {
    const page = await open('ada', { isPhone: true });
    const box = await page.getByRole('button', { name: 'Attach a file' }).boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    const chooser = page.waitForEvent('filechooser');
    await page.touchscreen.tap((box?.x ?? 0) + 2, (box?.y ?? 0) + 2);
    expect((await chooser).isMultiple()).toBe(false);
  });
});

inSandbox('A file in the sandbox', (open) => {
  test('that one person attaches is downloaded by another, byte for byte', { timeout: 2 * PATIENCE_MS }, async () => {
    const [ada, ben] = [await open('ada'), await open('ben', { isPhone: true })];
    const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 256));
    await attach(ada, '#channel', '<b>"it\'s"</b> 100%.html', bytes);
    await ada.getByRole('link', { name: '<b>"it\'s"</b> 100%.html 5 kB' }).waitFor();
    const download = ben.waitForEvent('download');
    await ben
      .getByRole('article', { name: /^ada, / })
      .getByRole('link')
      .tap();
    // Chromium puts nothing on a disk under a name that could lead elsewhere.
    expect((await download).suggestedFilename()).toBe("_b__it's___b_ 100%.html");
    expect((await readFile(await (await download).path())).equals(bytes)).toBe(true);
    expect(new URL(ben.url()).pathname).toBe('/');
  });
});

function attach(page: Page, pane: '#channel' | '#thread', name: string, buffer: Buffer): Promise<void> {
  return page.locator(pane).getByLabel('Attach a file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}
