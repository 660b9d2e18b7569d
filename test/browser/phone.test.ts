import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { modalOf, recommending, said } from '#test/sandbox/page/client/fixtures/incident.ts';
import { fromBot, inIncident, QUIET, ts } from '#test/sandbox/page/client/fixtures/state.ts';
import { inChromium } from './in-chromium.ts';

const INCIDENT = inIncident([fromBot(ts(0), recommending), fromBot(ts(3), said('recovery'), { threadTs: ts(0) })]);

inChromium('On a phone', INCIDENT, ({ sandbox, open }) => {
  test('the channel is in front, and the world behind a tab', async () => {
    const page = await open('ada', { isPhone: true });
    const world = page.getByRole('region', { name: 'The world' });
    expect(await world.isVisible()).toBe(false);
    expect(await page.getByText('You are ada, responder').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'World' }).tap();
    await world.waitFor();
    expect(await page.getByRole('combobox').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Channel' }).tap();
    expect(await page.getByRole('combobox').isVisible()).toBe(true);
  });

  test('nothing is wider than the screen', async () => {
    const page = await open('ada', { isPhone: true });
    expect(await tooWide(page)).toEqual([]);
    await page.getByRole('button', { name: '1 reply' }).tap();
    await page.getByRole('complementary', { name: 'Thread' }).waitFor();
    expect(await tooWide(page)).toEqual([]);
    await page.getByRole('button', { name: 'World' }).tap();
    expect(await tooWide(page)).toEqual([]);
    sandbox().show(() => ({ ...INCIDENT, view: { id: 'V1', modal: { ...modalOf('It is something else') }, errors: {} } }));
    await page.getByRole('dialog').waitFor();
    expect(await tooWide(page)).toEqual([]);
    sandbox().show(() => QUIET);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Channel' }).tap();
    await page.getByRole('heading', { name: 'Live through an incident' }).waitFor();
    expect(await tooWide(page)).toEqual([]);
  });

  test('the page itself does not scroll, only what is in it', async () => {
    const page = await open('ada', { isPhone: true });
    await page.getByRole('button', { name: 'World' }).tap();
    const heights = await page.evaluate(() => [document.documentElement.scrollHeight, window.innerHeight]);
    expect(heights[0]).toBe(heights[1]);
  });

  test('the thread covers the channel until it is closed', async () => {
    const page = await open('ada', { isPhone: true });
    await page.getByRole('button', { name: '1 reply' }).tap();
    expect(await page.getByRole('combobox').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Close the thread' }).tap();
    expect(await page.getByRole('combobox').isVisible()).toBe(true);
  });

  test('the next action can be pressed without scrolling', async () => {
    const page = await open('ada', { isPhone: true });
    const box = await page.getByRole('button', { name: 'Confirm: schema mistake' }).boundingBox();
    const log = await page.getByRole('log').boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(log?.y ?? Infinity);
    expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual((log?.y ?? 0) + (log?.height ?? 0));
  });
});

/** What is shown and reaches beyond the screen. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('#page *')]
      .filter((element) => element.checkVisibility() && element.closest('.sr, .who, pre, .scroll') === null)
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 0.5)
      .map((element) => `${element.tagName} ${element.id} ${element.textContent.slice(0, 40)}`),
  );
}
