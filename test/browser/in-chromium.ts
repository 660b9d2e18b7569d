import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import type { State } from '#sandbox/page/protocol.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { type FakeSandbox, startFakeSandbox } from './fake-sandbox.ts';

/** How the tests of one `inChromium` come to their windows. */
export interface Stage {
  readonly sandbox: () => FakeSandbox;
  /** Ends the sandbox under the open windows, of which Chromium may complain. */
  readonly stopSandbox: () => Promise<void>;
  /** Opens the page as somebody. All windows of a test are closed at its end, and none may have complained. */
  readonly open: (as: string, how?: { readonly isPhone?: boolean; readonly isDark?: boolean }) => Promise<Page>;
}

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

/** Tests in a real browser. Without one they are skipped, and each says why. */
export function inChromium(name: string, shown: State, tests: (stage: Stage) => void): void {
  describe(`${name}, in Chromium`, () => {
    const found = findChromium();
    let browser: Browser | null = null;
    let sandbox: FakeSandbox | null = null;
    const opened: Page[] = [];
    const complaints: string[] = [];
    let isStopped = false;

    beforeAll(async () => {
      if (found.kind === 'found') browser = await launchChromium(found.path);
      else process.stderr.write(`Skipped “${name}”: ${found.why}.\n`);
    });
    afterAll(async () => {
      await browser?.close();
    });
    beforeEach(async ({ skip }) => {
      if (found.kind === 'absent') skip(found.why);
      isStopped = false;
      sandbox = await startFakeSandbox(() => shown);
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((page) => page.context().close()));
      await sandbox?.close();
      expect(complaints.splice(0)).toEqual([]);
    });

    tests({
      sandbox: () => present(sandbox),
      stopSandbox: () => {
        isStopped = true;
        return present(sandbox).close();
      },
      open: async (as, { isPhone = false, isDark = false } = {}) => {
        const context = await present(browser).newContext({
          viewport: isPhone ? PHONE : DESKTOP,
          hasTouch: isPhone,
          isMobile: isPhone,
          colorScheme: isDark ? 'dark' : 'light',
          reducedMotion: 'reduce',
        });
        const page = await context.newPage();
        page.setDefaultTimeout(10_000);
        page.on('pageerror', (error) => complaints.push(String(error)));
        page.on('console', (line) => {
          const isComplaint = line.type() === 'error' || line.type() === 'warning';
          if (isComplaint && !isStopped) complaints.push(line.text());
        });
        opened.push(page);
        await page.goto(`${present(sandbox).url}?as=${as}`);
        await page.locator('#composer').waitFor();
        return page;
      },
    });
  });
}

function present<Thing>(thing: Thing | null): Thing {
  if (thing === null) throw new Error('This is there in a test only.');
  return thing;
}
