import { accessSync, constants } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where Chromium is, or why no page can be looked at here. */
export function findChromium(): { readonly kind: 'found'; readonly path: string } | { readonly kind: 'absent'; readonly why: string } {
  const path = [process.env['CHROMIUM'], ...PLACES].find((place) => place !== undefined && isExecutable(place));
  return path === undefined
    ? { kind: 'absent', why: `no Chromium at ${PLACES.join(', ')} or in CHROMIUM; on Debian: apt-get install chromium` }
    : { kind: 'found', path };
}

/** With a profile of its own, and without anything that would leave this machine. */
export function launchChromium(path: string): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
