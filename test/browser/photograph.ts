import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const FOLDER = join(import.meta.dirname, '../../docs/images');

/** Keeps what the window shows now for the README, where SWITCHBACK_SCREENSHOTS asks for it. */
export async function photograph(page: Page, name: string): Promise<void> {
  if (process.env['SWITCHBACK_SCREENSHOTS'] !== '1') return;
  // What the mouse points at looks different, and what the keyboard went through has scrolled.
  await page.mouse.move(0, 0);
  await page.locator('#world').evaluate((world) => world.scrollTo(0, 0));
  await mkdir(FOLDER, { recursive: true });
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}
