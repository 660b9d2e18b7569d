import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { ShownMessage } from '#sandbox/page/protocol.ts';
import { appBug } from '#sandbox/rehearse/walks/app-bug.ts';
import { rehearsal } from '#sandbox/rehearse/walks/rehearsal.ts';
import { schemaMistake } from '#sandbox/rehearse/walks/schema-mistake.ts';
import { inIncident, QUIET } from '#test/sandbox/page/client/fixtures/state.ts';
import { inChromium, type Stage } from './in-chromium.ts';
import { messagesOf } from './messages-of.ts';

const WALK_MS = 300_000;

inChromium('What the bot says in the rehearsal, on a phone', QUIET, (stage) => {
  test.for([rehearsal, appBug, schemaMistake])(
    '$name: every message fits the screen, and its buttons are seen without scrolling',
    { timeout: WALK_MS },
    async (walk, { skip }) => {
      const page = await stage.open('ada', { isPhone: true });
      if (!(await hasInter(page)))
        skip('the font Inter is not installed, so lines would break elsewhere; on Debian: apt-get install fonts-inter');
      const messages = await messagesOf(walk);
      expect(messages.length).toBeGreaterThan(10);
      const outside: string[] = [];
      for (const [index, message] of messages.entries()) {
        await show(page, stage, message, `message ${index}`);
        outside.push(...(await outsideOf(page, message)));
      }
      expect(outside).toEqual([]);
    },
  );
});

function hasInter(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d');
    const widthIn = (font: string) => {
      if (pen !== null) pen.font = font;
      return pen?.measureText('How wide is this?').width;
    };
    return widthIn('20px Inter, monospace') !== widthIn('20px monospace');
  });
}

/** Alone in the channel. The page is drawn as a whole, so what stands elsewhere on it says that the message stands there too. */
async function show(page: Page, { sandbox }: Stage, message: ShownMessage, mark: string): Promise<void> {
  const { world, ...state } = inIncident([{ ...message, threadTs: null }]);
  const scenario = { key: mark, title: mark, state: 'running' as const, says: mark, faultAt: null };
  sandbox().show(() => ({ ...state, world: { ...world, scenario } }));
  await expect.poll(() => page.locator('#world').textContent()).toContain(mark);
}

/** What of the message cannot be seen at once between the top of the page and the line to write in. */
async function outsideOf(page: Page, { text }: ShownMessage): Promise<string[]> {
  const log = await page.locator('#log').boundingBox();
  const [top, bottom] = [log?.y ?? 0, (log?.y ?? 0) + (log?.height ?? 0)];
  const sticksOut = async (one: Locator) => {
    const box = await one.boundingBox();
    return box === null || box.y < top || box.y + box.height > bottom ? [`${box?.height ?? 0} px of ${bottom - top}`] : [];
  };
  const shown = page.locator('#log article');
  const buttons = await shown.locator('.actions .button').all();
  const unseen = await Promise.all([sticksOut(shown), ...buttons.map(sticksOut)]);
  return unseen.flat().map((how) => `${text}: ${how}`);
}
