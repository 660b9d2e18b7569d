import { parseArgs } from 'node:util';
import { rehearse, type Rehearsed } from './rehearse.ts';
import { appBug } from './walks/app-bug.ts';
import { rehearsal } from './walks/rehearsal.ts';
import { schemaMistake } from './walks/schema-mistake.ts';
import type { Walk } from './walks/walk.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const [first, ...others] = [rehearsal, appBug, schemaMistake];
process.exitCode = (values.json ? await inJson() : await inWords()) ? 0 : 1;

async function inJson(): Promise<boolean> {
  const all = await Promise.all([first, ...others].map((walk) => rehearse(walk, () => {})));
  const ok = all.every(({ result }) => result.kind === 'as it should be');
  const scenarios = all.flatMap(({ result }) => (result.kind === 'as it should be' ? [result.report] : []));
  console.log(JSON.stringify({ scenarios, ok }));
  for (const { walk, result } of all) if (result.kind === 'not as it should be') console.error(`${walk.name}: ${result.why}`);
  return ok;
}

/** The first walk is told as it happens; the others are played meanwhile and told after it. */
async function inWords(): Promise<boolean> {
  console.log(
    'Switchback rehearses three incidents at once, each with vendors, a database, an app and traffic of its own. It takes about a minute.',
  );
  const meanwhile = others.map((walk) => {
    const lines: string[] = [];
    return { walk, lines, rehearsed: rehearse(walk, (line) => lines.push(line)) };
  });
  printTitle(first);
  const told = await rehearse(first, (line) => console.log(line));
  printResult(told);
  const all = [told];
  for (const { walk, lines, rehearsed } of meanwhile) {
    const result = await rehearsed;
    printTitle(walk);
    for (const line of lines) console.log(line);
    printResult(result);
    all.push(result);
  }
  const ok = all.every(({ result }) => result.kind === 'as it should be');
  console.log(ok ? '\n✔ All three walks ended as they should.' : '\n✘ At least one walk did not end as it should.');
  return ok;
}

function printTitle({ name, about }: Walk): void {
  console.log(`\n━━━ ${name} ${'━'.repeat(90 - name.length)}\n${about}\n`);
}

function printResult({ result }: Rehearsed): void {
  if (result.kind === 'not as it should be') return console.log(`\n✘ Not as it should be: ${result.why}`);
  const { clicks, botOverheadMs, outcome, path } = result.report;
  console.log(
    `\n✔ ${outcome}, by ${path}: ${clicks} clicks and ${botOverheadMs} ms of the bot's own until production was on its way back.`,
  );
}
