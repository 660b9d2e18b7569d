import { createRequire } from 'node:module';
import type { Problem } from './problem.ts';
import type { LineOf } from './read-yaml.ts';
import type { UsedSection } from './used-sections.ts';

/** A client that is large is installed only by whoever has its vendor. It is loaded late, so a start must not find out then. */
export function checkPeers(used: readonly UsedSection[], lineOf: LineOf, isThere: (name: string) => boolean = isInstalled): Problem[] {
  return used.flatMap(({ path, vendor: { peers = [] } }) => {
    const missing = peers.filter((name) => !isThere(name));
    if (missing.length === 0) return [];
    const says = `needs ${missing.join(' and ')}, which is not installed; run npm install ${missing.join(' ')}`;
    return [{ name: path.join('.'), says, line: lineOf(path) }];
  });
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch (error) {
    // A package that can only be imported is found all the same, and refuses to be required.
    return !(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND');
  }
}
