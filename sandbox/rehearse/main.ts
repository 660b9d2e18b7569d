import { parseArgs } from 'node:util';
import { rehearse, type Rehearsed } from './rehearse.ts';
import { appBug } from './walks/app-bug.ts';
import { rehearsal } from './walks/rehearsal.ts';
import { schemaMistake } from './walks/schema-mistake.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const walks = [rehearsal, appBug, schemaMistake];

if (!values.json)
  console.log(
    `Switchback rehearses ${walks.length} incidents at once, each with vendors, a database and traffic of its own. This takes about a minute.`,
  );
const rehearsed = await Promise.all(walks.map(rehearse));
const ok = rehearsed.every(({ result }) => result.kind === 'as it should be');
if (values.json) printJson(rehearsed, ok);
else printTranscripts(rehearsed, ok);
process.exitCode = ok ? 0 : 1;

function printJson(all: readonly Rehearsed[], allWell: boolean): void {
  const scenarios = all.flatMap(({ result }) => (result.kind === 'as it should be' ? [result.report] : []));
  console.log(JSON.stringify({ scenarios, ok: allWell }));
  for (const { walk, result } of all) if (result.kind === 'not as it should be') console.error(`${walk.name}: ${result.why}`);
}

function printTranscripts(all: readonly Rehearsed[], allWell: boolean): void {
  for (const { walk, transcript, result } of all) {
    console.log(`\n━━━ ${walk.name} ${'━'.repeat(Math.max(0, 90 - walk.name.length))}\n${walk.about}\n\n${transcript.join('\n')}\n`);
    if (result.kind === 'as it should be') {
      const { clicks, botOverheadMs, outcome, path } = result.report;
      console.log(
        `✔ ${outcome}, by ${path}: ${clicks} clicks and ${botOverheadMs} ms of the bot's own until production was on its way back.`,
      );
    } else console.log(`✘ Not as it should be: ${result.why}`);
  }
  console.log(allWell ? '\n✔ All three walks ended as they should.' : '\n✘ At least one walk did not end as it should.');
}
