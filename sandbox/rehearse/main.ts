import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { prepare, type Prepared, type Rehearsed } from './rehearse.ts';
import { appBug } from './walks/app-bug.ts';
import { rehearsal } from './walks/rehearsal.ts';
import { schemaMistake } from './walks/schema-mistake.ts';
import type { Walk } from './walks/walk.ts';

const ALL_WALKS = [rehearsal, appBug, schemaMistake];
const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !ALL_WALKS.some((walk) => walk.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no walk ${unknown.join(', ')}, so nothing was rehearsed. There are ${ALL_WALKS.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
const WALKS = positionals.length === 0 ? ALL_WALKS : ALL_WALKS.filter(({ name }) => positionals.includes(name));
const COUNTED = WALKS.length === 1 ? 'one incident' : `${['two', 'three'][WALKS.length - 2] ?? WALKS.length} incidents`;
/** Of the bot's own until production is on its way back, on a machine that does nothing else. */
const MOST_OWN_MS = 2_000;
const isIdle = (loadavg()[0] ?? 0) < 0.5 * availableParallelism();
const isAtOnce = availableParallelism() > 2;

const tell = values.json ? () => {} : (line: string) => console.log(line);
const all = await (isAtOnce ? atOnce() : oneAfterAnother());
const problems = all.flatMap(problemOf);
if (values.json) inJson();
else
  tell(
    problems.length === 0
      ? `\n✔ ${WALKS.length === ALL_WALKS.length ? 'All three walks' : WALKS.map(({ name }) => name).join(' and ')} ended as they should.`
      : '\n✘ At least one walk did not end as it should.',
  );
process.exitCode = problems.length === 0 ? 0 : 1;

/** The first is told as it happens; the others are played meanwhile and told after it. */
async function atOnce(): Promise<Rehearsed[]> {
  tell(`Switchback rehearses ${COUNTED} at once, each with vendors, a database, an app and traffic of its own. It takes about a minute.`);
  const played = WALKS.map((walk) => {
    const told = createTelling();
    return { walk, told, rehearsed: prepare(walk, (line) => told.add(line)).then((prepared) => prepared.play()) };
  });
  const results: Rehearsed[] = [];
  for (const { walk, told, rehearsed } of played) results.push(await tellOne(walk, told, () => rehearsed));
  return results;
}

/** People act in one incident at a time. Meanwhile customers come to the world of the next. */
async function oneAfterAnother(): Promise<Rehearsed[]> {
  tell(`Switchback rehearses ${COUNTED}, one after another, each with vendors, a database, an app and traffic of its own.`);
  const results: Rehearsed[] = [];
  let next = begin(WALKS[0]);
  for (const [index, walk] of WALKS.entries()) {
    const { told, prepared } = next;
    results.push(
      await tellOne(walk, told, async () => {
        const ready = await prepared;
        next = begin(WALKS[index + 1]);
        return await ready.play();
      }),
    );
  }
  return results;
}

interface Begun {
  readonly told: Telling;
  readonly prepared: Promise<Prepared>;
}

function begin(walk: Walk | undefined): Begun {
  const told = createTelling();
  const nothing: Prepared = { play: () => Promise.reject(new Error('There is no walk to play.')) };
  return { told, prepared: walk === undefined ? Promise.resolve(nothing) : prepare(walk, (line) => told.add(line)) };
}

async function tellOne(walk: Walk, told: Telling, play: () => Promise<Rehearsed>): Promise<Rehearsed> {
  tell(`\n━━━ ${walk.name} ${'━'.repeat(90 - walk.name.length)}\n${walk.about}\n`);
  told.begin();
  const rehearsed = await play();
  const [problem] = problemOf(rehearsed);
  if (problem !== undefined) tell(`\n✘ Not as it should be: ${problem}`);
  if (rehearsed.result.kind === 'as it should be') {
    const { clicks, botOverheadMs, outcome, path } = rehearsed.result.report;
    const mark = problem === undefined ? '✔' : '✘';
    tell(
      `\n${mark} ${outcome}, by ${path}: ${clicks} clicks and ${botOverheadMs} ms of the bot's own until production was on its way back.`,
    );
  }
  return rehearsed;
}

function problemOf({ result }: Rehearsed): string[] {
  if (result.kind === 'not as it should be') return [result.why];
  const { botOverheadMs } = result.report;
  return isIdle && botOverheadMs > MOST_OWN_MS
    ? [`the bot took ${botOverheadMs} ms of its own on a machine that did nothing else; ${MOST_OWN_MS} are allowed`]
    : [];
}

function inJson(): void {
  const scenarios = all.flatMap(({ result }) => (result.kind === 'as it should be' ? [result.report] : []));
  console.log(JSON.stringify({ scenarios, ok: problems.length === 0 }));
  for (const { walk, result } of all) if (result.kind === 'not as it should be') console.error(`${walk.name}: ${result.why}`);
}

interface Telling {
  add(line: string): void;
  /** From now on it is told as it happens. */
  begin(): void;
}

function createTelling(): Telling {
  const waiting: string[] = [];
  let isTold = false;
  return {
    add: (line) => (isTold ? tell(line) : void waiting.push(line)),
    begin: () => {
      isTold = true;
      for (const line of waiting) tell(line);
    },
  };
}
