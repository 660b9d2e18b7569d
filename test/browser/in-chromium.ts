import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect } from 'vitest';
import type { State } from '#sandbox/page/protocol.ts';
import { type FakeSandbox, startFakeSandbox } from './fake-sandbox.ts';
import { contextOptions, hearComplaints, withChromium, type Look } from './with-chromium.ts';

/** How the tests of one `inChromium` come to their windows. */
export interface Stage {
  readonly sandbox: () => FakeSandbox;
  /** Ends the sandbox under the open windows, of which Chromium may complain. */
  readonly stopSandbox: () => Promise<void>;
  /** Opens the page as somebody. All windows of a test are closed at its end, and none may have complained. */
  readonly open: (as: string, how?: Look) => Promise<Page>;
}

/** Tests of the page in a real browser, without a world behind it. */
export function inChromium(name: string, shown: State, tests: (stage: Stage) => void): void {
  withChromium(name, (browser) => {
    let sandbox: FakeSandbox | null = null;
    const opened: Page[] = [];
    const complaints: string[] = [];
    let isStopped = false;
    const present = (): FakeSandbox => {
      if (sandbox === null) throw new Error('The sandbox is there in a test only.');
      return sandbox;
    };

    beforeEach(async () => {
      isStopped = false;
      sandbox = await startFakeSandbox(() => shown);
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((page) => page.context().close()));
      await sandbox?.close();
      expect(complaints.splice(0)).toEqual([]);
    });

    tests({
      sandbox: present,
      stopSandbox: () => {
        isStopped = true;
        return present().close();
      },
      open: async (as, how = {}) => {
        const context = await browser().newContext(contextOptions(how));
        const page = await context.newPage();
        page.setDefaultTimeout(20_000);
        hearComplaints(page, (text) => {
          if (!isStopped) complaints.push(text);
        });
        opened.push(page);
        await page.goto(`${present().url}?as=${as}`);
        await page.locator('#composer').waitFor();
        return page;
      },
    });
  });
}
