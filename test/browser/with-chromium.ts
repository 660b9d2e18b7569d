import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

export interface Look {
  readonly isPhone?: boolean;
  readonly isDark?: boolean;
}

/** Tests in a real browser. Without one they are skipped, and their name says why. */
export function withChromium(name: string, tests: (browser: () => Browser) => void): void {
  const found = findChromium();
  describe(`${name}, ${found.kind === 'found' ? 'in Chromium' : `skipped: ${found.why}`}`, () => {
    let browser: Browser | null = null;
    beforeAll(async () => {
      if (found.kind === 'found') browser = await launchChromium(found.path);
      else process.stderr.write(`Skipped “${name}”: ${found.why}.\n`);
    });
    afterAll(() => browser?.close());
    beforeEach(({ skip }) => {
      if (found.kind === 'absent') skip(found.why);
    });
    tests(() => {
      if (browser === null) throw new Error('The browser runs during a test only.');
      return browser;
    });
  });
}

export function contextOptions({ isPhone = false, isDark = false }: Look): BrowserContextOptions {
  return {
    viewport: isPhone ? PHONE : DESKTOP,
    hasTouch: isPhone,
    isMobile: isPhone,
    deviceScaleFactor: isPhone ? 2 : 1,
    colorScheme: isDark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: 'en-GB',
  };
}

/** Has everything that the page complains of written down. */
export function hearComplaints(page: Page, complain: (text: string) => void): void {
  page.on('pageerror', (error) => complain(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complain(line.text());
  });
}
