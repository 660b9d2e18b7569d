import { fork, type ChildProcess } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine } from './messages.ts';

const MAIN = fileURLToPath(new URL('child/main.ts', import.meta.url));

/** What the process may read: this product's schema code, and installed libraries. Nothing else, and it may write nothing. */
const MAY_READ = [
  ...new Set([fileURLToPath(new URL('..', import.meta.url)), ...['@electric-sql/pglite', 'libpg-query', 'pg'].map(libraryFolder)]),
];

/**
 * Starts the process that holds a scratch database: no environment, no working folder of ours, no reading beyond its own code, no writing, no
 * processes of its own. It is asked by IPC and nothing else.
 *
 * @param kind of the databases that it will hold
 */
export function startProcess(memoryMb: number, kind: Engine['kind']): ChildProcess {
  return fork(MAIN, [kind], {
    cwd: '/',
    env: {},
    execArgv: [
      '--permission',
      '--allow-worker',
      ...MAY_READ.map((path) => `--allow-fs-read=${path}`),
      // What a parser leaves behind is collected early: this process is kept.
      '--max-semi-space-size=4',
      // The optimising compiler takes longer, and hundreds of megabytes more, than the parser or a small embedded database ever gains from it.
      '--liftoff-only',
      `--max-old-space-size=${Math.max(256, Math.floor(memoryMb / 2))}`,
      '--disable-warning=ExperimentalWarning',
      '--disable-warning=SecurityWarning',
    ],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** The `node_modules` folder that holds a library: libraries find each other there. */
function libraryFolder(name: string): string {
  const entry = fileURLToPath(import.meta.resolve(name));
  const folder = 'node_modules';
  const at = entry.lastIndexOf(folder);
  return at === -1 ? dirname(entry) : entry.slice(0, at + folder.length + 1);
}
