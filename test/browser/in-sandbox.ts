import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect } from 'vitest';
import { startSandbox, type Sandbox } from '#test/sandbox/main/start-sandbox.ts';
import { eventually } from '#test/support/eventually.ts';
import { contextOptions, hearComplaints, withChromium, type Look } from './with-chromium.ts';

/** As long as a step of an incident may take on a machine that has other things to do. */
export const PATIENCE_MS = 90_000;

/** Opens the page of the sandbox as somebody, on whatever is played there. */
export type Open = (as: string, how?: Look) => Promise<Page>;

/** Tests against `npm run sandbox` as it is: a world, a bot and a page of its own for each. */
export function inSandbox(name: string, tests: (open: Open) => void): void {
  withChromium(name, (browser) => {
    const opened: Page[] = [];
    const complaints: string[] = [];
    let folder = '';
    let sandbox: Sandbox | null = null;
    let url = '';

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'switchback-browser-'));
      // The database’s own user has to get in, as into any temporary folder.
      await chmod(folder, 0o1777);
      const started = startSandbox(['--port', '0'], folder);
      sandbox = started;
      const said = await eventually('the address of the page', started.stdout, (text) => text.includes('Ctrl-C'), PATIENCE_MS);
      url = /Open (\S+) and/.exec(said)?.[1] ?? '';
    }, PATIENCE_MS);
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((page) => page.context().close()));
      sandbox?.kill('SIGINT');
      await sandbox?.ended;
      const said = sandbox?.stderr();
      sandbox = null;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      expect(said).toBe('');
      expect(complaints.splice(0)).toEqual([]);
    }, PATIENCE_MS);

    tests(async (as, how = {}) => {
      const context = await browser().newContext(contextOptions(how));
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      hearComplaints(page, (text) => complaints.push(text));
      opened.push(page);
      await page.goto(`${url}/?as=${as}`);
      await page.locator('#composer').waitFor();
      return page;
    });
  });
}
