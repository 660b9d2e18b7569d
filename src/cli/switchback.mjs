#!/usr/bin/env node
// Plain JavaScript, so that an old Node can read it too.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const PROGRAM = new URL('switchback.ts', import.meta.url);
/** The one that npm ci brings. */
const OWN_NODE = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  await import('./switchback.ts');
} else if (existsSync(OWN_NODE)) {
  const child = spawn(OWN_NODE, [fileURLToPath(PROGRAM), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => refuse(`${OWN_NODE} could not be started: ${error.message}.`));
  child.on('exit', (code) => {
    process.exitCode = code ?? 2;
  });
} else {
  refuse(`This is Node ${process.versions.node}, and switchback needs ${NEEDED}.`);
}

/** @param {string} found */
function refuse(found) {
  process.stderr.write(`${found} Nothing was judged. Run npm ci in the clone of switchback, which brings the right Node.\n`);
  process.exitCode = 2;
}
