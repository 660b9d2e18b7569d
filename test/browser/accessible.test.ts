import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { modalOf, recommending, SAYINGS, said } from '#test/sandbox/page/client/fixtures/incident.ts';
import { ADA, fromBot, fromPerson, inIncident, QUIET, ts } from '#test/sandbox/page/client/fixtures/state.ts';
import { inChromium } from './in-chromium.ts';

const INCIDENT = inIncident([
  fromPerson(ts(-20), ADA, 'Look at <https://example.com/|this>, <@U0BEN>: `500`'),
  { ...fromPerson(ts(-10), ADA, ''), files: [{ id: 'F1', name: 'errors.log', title: 'errors.log', size: 12_345 }] },
  fromBot(ts(0), recommending, { edited: true }),
  ...SAYINGS.map(({ what }, index) => fromBot(ts(1 + index), said(what), { threadTs: ts(0) })),
  fromBot(ts(40), { text: 'You may not, <@U0ADA>.', blocks: [] }, { isPrivate: true }),
]);
const OVER = {
  ...INCIDENT,
  world: {
    ...INCIDENT.world,
    result: { headline: 'Recovered', parts: [{ title: 'When', lines: ['at once'] }] },
    bot: { state: 'down' as const, pid: null },
  },
};

const HOW = [
  { name: 'on a desktop', isPhone: false, isDark: false },
  { name: 'on a desktop in the dark', isPhone: false, isDark: true },
  { name: 'on a phone', isPhone: true, isDark: false },
] as const;

inChromium('axe finds nothing serious or critical', QUIET, ({ sandbox, open }) => {
  test.each(HOW)('before anything happened, $name', async (how) => {
    const page = await open('ada', how);
    expect(await problems(page)).toEqual([]);
  });

  test.each(HOW)('in an incident, with its thread and the world, $name', async (how) => {
    sandbox().show(() => INCIDENT);
    const page = await open('ada', how);
    expect(await problems(page)).toEqual([]);
    await page.getByRole('button', { name: '13 replies' }).click();
    await page.getByRole('complementary', { name: 'Thread' }).waitFor();
    expect(await problems(page)).toEqual([]);
    if (how.isPhone) await page.getByRole('button', { name: 'World' }).click();
    sandbox().show(() => OVER);
    await page.getByRole('heading', { name: 'Recovered' }).waitFor();
    expect(await problems(page)).toEqual([]);
  });

  test.each(HOW)('with a menu, with completions, with a notice and with a modal open, $name', async (how) => {
    sandbox().show(() => INCIDENT);
    sandbox().answerWith({ kind: 'refused', why: 'Nothing was done.' });
    const page = await open('ada', how);
    await page.getByRole('combobox').fill('/');
    await page.getByRole('listbox').waitFor();
    expect(await problems(page)).toEqual([]);
    await page.getByRole('combobox').fill('');
    await page.getByRole('button', { name: 'Do it by hand' }).click();
    await page.getByText('Nothing was done.').first().waitFor();
    await page.getByRole('button', { name: 'More…' }).click();
    await page.getByRole('menu').waitFor();
    expect(await problems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    sandbox().show(() => ({
      ...INCIDENT,
      view: { id: 'V1', modal: { ...modalOf('It is something else') }, errors: { class: 'Choose a class.' } },
    }));
    await page.getByRole('dialog').waitFor();
    expect(await problems(page)).toEqual([]);
  });

  test('and would find a button without a name', async () => {
    const page = await open('ada');
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
    expect(await problems(page)).toEqual(['critical button-name: <button></button>']);
  });
});

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

async function problems(page: Page): Promise<string[]> {
  // Evaluated rather than added as a script, which the page's policy refuses.
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate<Found>('axe.run(document, { resultTypes: ["violations"] })');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => `${impact} ${id}: ${html.slice(0, 200)}`));
}
