import { expect, test } from 'vitest';
import { asking, recommending, said } from '#test/sandbox/page/client/fixtures/incident.ts';
import { ADA, fromBot, fromPerson, inIncident, ts } from '#test/sandbox/page/client/fixtures/state.ts';
import { inChromium } from './in-chromium.ts';

const root = fromBot(ts(0), recommending);
/** Slack gives the blocks of an update new ids. */
const asked = fromBot(ts(0), asking, { edited: true });
const updated = { ...asked, blocks: asked.blocks.map((block, index) => Object.assign({}, block, { block_id: `new${index}` })) };
const MESSAGES = [fromPerson(ts(-20), ADA, '/invoices is broken'), root, fromBot(ts(2), said('assessment'), { threadTs: ts(0) })];

inChromium('A message', inIncident(MESSAGES), ({ sandbox, open }) => {
  test('is pressed, and the press says which message, block and button it was', async () => {
    const page = await open('ada');
    await page.getByRole('button', { name: 'Confirm: schema mistake' }).click();
    await expect
      .poll(() => sandbox().acts)
      .toEqual([{ kind: 'press', as: 'ada', ts: ts(0), actionId: 'sb:class.confirm', blockId: 'b2', value: '["inc-1",3]' }]);
  });

  test('is updated in place: focus, scroll and what is typed stay', async () => {
    const page = await open('ada');
    await page.getByRole('combobox').fill('half a sent');
    await page.getByRole('button', { name: 'Do it by hand' }).focus();
    await page.evaluate(() => document.querySelector('#log article')?.setAttribute('data-same', 'yes'));

    sandbox().show(() => inIncident([...MESSAGES.slice(0, 1), updated, ...MESSAGES.slice(2)]));
    await page.getByRole('button', { name: 'No, data is intact' }).waitFor();
    await page.getByText('(edited)').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Do it by hand');
    expect(await page.getByRole('combobox').inputValue()).toBe('half a sent');
    expect(await page.locator('#log [data-same]').count()).toBe(1);
  });

  test('keeps the place of the focus when the button that had it is gone', async () => {
    const page = await open('ada');
    await page.getByRole('button', { name: 'Confirm: schema mistake' }).focus();
    sandbox().show(() => inIncident([fromBot(ts(0), said('note'))]));
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Switchback, /);
  });

  test('stays where the reader scrolled to, and is followed where they are at the end', async () => {
    const many = Array.from({ length: 30 }, (_, index) => fromPerson(ts(index), ADA, `line ${index}`));
    sandbox().show(() => inIncident(many));
    const page = await open('ada');
    const scrolled = () => page.evaluate(() => document.getElementById('log')?.scrollTop ?? 0);
    const end = await scrolled();
    expect(end).toBeGreaterThan(100);

    sandbox().show(() => inIncident([...many, fromPerson(ts(31), ADA, 'one more')]));
    await page.getByText('one more').waitFor();
    expect(await scrolled()).toBeGreaterThan(end);

    await page.evaluate(() => document.getElementById('log')?.scrollTo(0, 50));
    sandbox().show(() => inIncident([...many, fromPerson(ts(31), ADA, 'one more'), fromPerson(ts(32), ADA, 'and one')]));
    await page.getByText('and one').waitFor();
    expect(await scrolled()).toBe(50);
  });

  test('has a menu that is used by keyboard alone', async () => {
    const page = await open('ada');
    await page.getByRole('button', { name: 'More…' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Go back one question' }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await expect.poll(focused).toBe('Go back one question');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Gather the facts again');
    await page.keyboard.press('End');
    expect(await focused()).toBe('Cancel the incident…');
    await page.keyboard.press('a');
    expect(await focused()).toBe('Add a note…');

    await page.keyboard.press('Escape');
    expect(await focused()).toBe('More…');
    expect(sandbox().acts).toEqual([]);

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    expect(await focused()).toMatch(/^1 reply/);
    expect(await page.getByRole('menu').count()).toBe(0);

    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => sandbox().acts)
      .toEqual([{ kind: 'press', as: 'ada', ts: ts(0), actionId: 'sb:more', blockId: 'b3', value: '["inc-1",3,"sb:incident.cancel"]' }]);
  });

  test('can become an incident by its menu', async () => {
    const page = await open('ada');
    await page.getByRole('button', { name: 'More for the message of ada' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Declare an incident' }).click();
    await expect
      .poll(() => sandbox().acts)
      .toEqual([{ kind: 'shortcut', as: 'ada', callbackId: 'incident.declare-from-message', ts: ts(-20) }]);
  });

  test('that only one person sees says so', async () => {
    sandbox().show((as) => inIncident(as === 'cyd' ? [fromBot(ts(1), { text: 'You may not.', blocks: [] }, { isPrivate: true })] : []));
    const page = await open('cyd');
    const message = page.getByRole('article', { name: /^Switchback, .*, only visible to you$/ });
    expect(await message.getByText('Only visible to you').isVisible()).toBe(true);
  });

  test('says on the spot why a press did not count', async () => {
    sandbox().answerWith({ kind: 'refused', why: 'Slack showed operation_timeout.' });
    const page = await open('ada');
    await page.getByRole('button', { name: 'Do it by hand' }).click();
    await page.getByRole('status').getByText('Slack showed operation_timeout.').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => page.getByText('Slack showed operation_timeout.').count()).toBe(0);
  });

  test('asks before it counts where the bot wants it to', async () => {
    const plain = (text: string) => ({ type: 'plain_text', text });
    const confirm = {
      title: plain('Restore production?'),
      text: plain('It drops today’s rows.'),
      confirm: plain('Restore'),
      deny: plain('Do not'),
    };
    const button = { type: 'button', action_id: 'sb:restore', text: plain('Restore…'), style: 'danger', confirm };
    const asks = fromBot(ts(0), { text: '', blocks: [] }, { blocks: [{ type: 'actions', block_id: 'b0', elements: [button] }] });
    sandbox().show(() => inIncident([asks]));
    const page = await open('ada');
    await page.getByRole('button', { name: 'Restore…' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Restore production?' });
    await dialog.getByText('It drops today’s rows.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Restore…');
    expect(sandbox().acts).toEqual([]);

    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await expect
      .poll(() => sandbox().acts)
      .toEqual([{ kind: 'press', as: 'ada', ts: ts(0), actionId: 'sb:restore', blockId: 'b0', value: null }]);
  });
});
