import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** Each in a process of its own, one after another, so that none is measured together with another. Each prints one JSON object. */
const BENCHES = {
  burst: new URL('./burst.ts', import.meta.url),
  storm: new URL('./storm.ts', import.meta.url),
  claim: new URL('./claim.ts', import.meta.url),
  labels: new URL('./labels.ts', import.meta.url),
  schema: new URL('./schema.ts', import.meta.url),
  verdict: new URL('./verdict.ts', import.meta.url),
};

const results: Record<string, unknown> = {};
for (const [name, file] of Object.entries(BENCHES)) {
  const child = spawn(process.execPath, [fileURLToPath(file)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`The bench ${name} ended with ${code}, so it measured nothing.`);
  results[name] = JSON.parse(said);
}
if (process.argv.includes('--json')) console.log(JSON.stringify(results));
else for (const [name, result] of Object.entries(results)) console.log(`${name}\n${JSON.stringify(result, null, 2)}\n`);
