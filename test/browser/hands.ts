import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { PATIENCE_MS } from './in-sandbox.ts';

/** What a person does on the page, and sees there. Everything waits until it can be done. */
export interface Hands {
  readonly picks: (scenario: string) => Promise<void>;
  /** Types the beginning of a command, takes the completion, and sends it with the rest. */
  readonly commands: (beginning: string, rest: string) => Promise<void>;
  /** Presses a button of the incident's message, by words of its label. */
  readonly presses: (label: string) => Promise<void>;
  /** Waits until the incident's message is headed by this. */
  readonly isAsked: (title: string) => Promise<void>;
  /** Waits until the channel says this. */
  readonly says: (words: string) => Promise<void>;
  /** Brings the beginning of the message that says this into view, in the thread where that is open. */
  readonly shows: (words: string) => Promise<void>;
  /** Plays somebody else, by one click. */
  readonly becomes: (name: string) => Promise<void>;
  /** Does something outside Slack. */
  readonly does: (title: string) => Promise<void>;
  /** With the keyboard alone: goes on until this has the focus, and presses it. */
  readonly tabsTo: (label: string) => Promise<void>;
  readonly opensThread: () => Promise<void>;
  /** Waits until the thread says this, and brings it into view. */
  readonly reads: (words: string | RegExp) => Promise<void>;
  /** Waits until the card of the world says this. */
  readonly sees: (card: string, words: string | RegExp) => Promise<void>;
}

/** More than there is on the page. */
const MOST_TABS = 80;

export function handsOn(page: Page): Hands {
  const channel = page.locator('#log');
  const button = (label: string) => channel.getByRole('button', { name: label });

  /** What was there instead helps more than what was not. */
  const unlessLate = (what: string, waiting: Promise<void>) =>
    waiting.catch(async (error: unknown) => {
      throw new Error(`Not in time: ${what}. The page shows:\n${await page.locator('#page').innerText()}`, { cause: error });
    });

  return {
    picks: (scenario) => button(scenario).click(),
    commands: async (beginning, rest) => {
      const composer = page.locator('#composer');
      await composer.pressSequentially(beginning);
      await page.getByRole('listbox', { name: 'Commands' }).waitFor();
      await page.keyboard.press('Tab');
      await composer.pressSequentially(rest);
      await page.keyboard.press('Enter');
    },
    presses: (label) => unlessLate(`“${label}” can be pressed`, button(label).click()),
    isAsked: (title) => unlessLate(`“${title}” is asked`, channel.getByRole('heading', { name: title }).waitFor()),
    says: (words) => unlessLate(`“${words}” is said`, expectText(channel, words)),
    shows: async (words) => {
      const found = page.locator('#log, #thread-log').getByText(words).last();
      await found.waitFor();
      await found.locator('xpath=ancestor::article').evaluate((article) => article.scrollIntoView({ block: 'start' }));
    },
    becomes: async (name) => {
      await page.getByRole('link', { name: new RegExp(`^${name} `) }).click();
      await page.getByRole('combobox', { name: `as ${name}` }).waitFor();
    },
    does: (title) => page.getByRole('button', { name: `Do it: ${title}` }).click(),
    tabsTo: async (label) => {
      await unlessLate(`“${label}” can be pressed`, page.getByRole('button', { name: label }).first().waitFor());
      for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
        await page.keyboard.press('Tab');
        const focused = page.locator('button:focus-visible');
        if ((await focused.count()) === 1 && (await focused.innerText()).includes(label)) return page.keyboard.press('Enter');
      }
      throw new Error(`“${label}” does not get the focus within ${MOST_TABS} presses of Tab`);
    },
    opensThread: async () => {
      await channel
        .getByRole('button', { name: /repl(?:y|ies)/ })
        .first()
        .click();
      await page.getByRole('complementary', { name: 'Thread' }).waitFor();
    },
    reads: async (words) => {
      const found = page.locator('#thread-log').getByText(words).last();
      await found.waitFor();
      await found.locator('xpath=ancestor::article').scrollIntoViewIfNeeded();
    },
    sees: (card, words) => expectText(page.getByRole('region', { name: card, exact: true }), words),
  };
}

async function expectText(shown: Locator, words: string | RegExp): Promise<void> {
  const matching = typeof words === 'string' ? expect.stringContaining(words) : expect.stringMatching(words);
  await expect.poll(() => shown.textContent(), { timeout: PATIENCE_MS, interval: 100, message: String(words) }).toEqual(matching);
}
