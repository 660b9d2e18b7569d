import { expect, test } from 'vitest';
import { recommending, said } from '#test/sandbox/page/client/fixtures/incident.ts';
import { fromBot, inIncident, ts } from '#test/sandbox/page/client/fixtures/state.ts';
import { inChromium } from './in-chromium.ts';

const MESSAGES = [
  fromBot(ts(0), recommending),
  fromBot(ts(2), said('assessment'), { threadTs: ts(0) }),
  fromBot(ts(3), said('recovery'), { threadTs: ts(0) }),
];
const PRIVATE = fromBot(ts(4), { text: 'That button is out of date.', blocks: [] }, { threadTs: ts(0), isPrivate: true });

inChromium('A thread', inIncident(MESSAGES), ({ sandbox, open }) => {
  test('opens beside the channel, and gives the focus back when it is closed', async () => {
    const page = await open('ada');
    expect(await page.getByText('What was found').count()).toBe(0);
    await page.getByRole('button', { name: '2 replies' }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('What was found').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('thread-title');
    expect(await page.getByRole('region', { name: 'Channel incidents' }).isVisible()).toBe(true);

    await thread.getByRole('button', { name: 'Close the thread' }).click();
    await thread.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^2 replies/);
  });

  test('has the chart, and its numbers for whoever wants them', async () => {
    const page = await open('ada');
    await page.getByRole('button', { name: '2 replies' }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('img', { name: /^Line chart\. Errors per minute/ }).waitFor();
    await thread.getByText('The numbers').click();
    await thread.getByRole('row', { name: '14:01:11 deploy 39' }).waitFor();
    // An update leaves it open.
    sandbox().show(() => inIncident([...MESSAGES, fromBot(ts(5), said('note'), { threadTs: ts(0) })]));
    await thread.getByText('3 replies').waitFor();
    expect(await thread.getByRole('row', { name: '14:01:11 deploy 39' }).isVisible()).toBe(true);
  });

  test('is written into', async () => {
    const page = await open('ada');
    await page.getByRole('button', { name: '2 replies' }).click();
    await page.getByRole('textbox', { name: 'Reply in the thread as ada' }).fill('  I am on it ');
    await page.keyboard.press('Enter');
    await expect.poll(() => sandbox().acts).toEqual([{ kind: 'type', as: 'ada', text: 'I am on it', threadTs: ts(0) }]);
  });

  test('opens by itself for an answer that only this person sees', async () => {
    const page = await open('ada');
    sandbox().show(() => inIncident([...MESSAGES, PRIVATE]));
    await page.getByRole('complementary', { name: 'Thread' }).getByText('That button is out of date.').waitFor();
    expect(await page.getByRole('button', { name: '2 replies, 1 only visible to you' }).isVisible()).toBe(true);
  });
});
