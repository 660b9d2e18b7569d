#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { scratchOn } from '#src/judge/scratch-on.ts';
import { areAnnotationsRead } from '#src/schema/render/to-annotations.ts';
import { databaseFrom } from './database-from.ts';
import { lintCommand } from './lint-command.ts';
import { schemaHistory } from './schema-history.ts';
import { schemaSpan } from './schema-span.ts';
import { USAGE, type Command } from './usage.ts';
import { verifyJournalCommand } from './verify-journal-command.ts';

const print = (text: string): void => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
const complain = (text: string): void => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);

// A reader that has seen enough, such as head, ends us without a word.
process.stdout.on('error', () => process.exit(2));

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  // Exit code 1 would read as a judgement.
  complain(
    `Switchback failed on something of its own, so nothing was judged. Report it with what follows.\n${String((error as Error).stack ?? error)}`,
  );
  process.exitCode = 2;
}

async function run([command, ...rest]: readonly string[]): Promise<number> {
  if (command === 'schema') return await schema(rest);
  if (command === 'lint') return await lint(rest);
  if (command === 'verify-journal') return await verifyJournal(rest);
  if (command === 'help' || command === '--help' || command === '-h') return help(rest[0]);
  if (command === '--version' || command === '-v') {
    print(version());
    return 0;
  }
  complain(command === undefined ? USAGE.switchback : `There is no command ${JSON.stringify(command)}.\n\n${USAGE.switchback}`);
  return 2;
}

function help(command: string | undefined): number {
  print(USAGE[command === 'schema' || command === 'lint' || command === 'verify-journal' ? command : 'switchback']);
  return 0;
}

async function schema(args: readonly string[]): Promise<number> {
  const options = {
    from: { type: 'string' },
    to: { type: 'string' },
    repo: { type: 'string', default: '.' },
    dir: { type: 'string' },
    history: { type: 'string' },
    tool: { type: 'string' },
    engine: { type: 'string', default: 'bundled' },
    'database-env': { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const parsed = read(() => parseArgs({ args: [...args], options }));
  if (typeof parsed === 'string') return wrong('schema', parsed);
  const { from, to, repo, dir, history, tool = null, engine, json, help: wanted } = parsed.values;
  if (wanted) return help('schema');
  const common = { tool, json, engine, print, complain };
  const database = databaseFrom(parsed.values['database-env'], process.env);
  if (database.kind === 'wrong') return wrong('schema', database.why);
  if (history !== undefined) {
    if (from !== undefined || to !== undefined)
      return wrong('schema', 'Name two commits with --from and --to, or a folder with --history, not both.');
    return await schemaHistory({ directory: history, ...common });
  }
  if (from === undefined || to === undefined) return wrong('schema', 'Name two commits with --from and --to, or a folder with --history.');
  return await schemaSpan({ from, to, directory: repo, folder: dir ?? null, database: database.options, ...common });
}

async function lint(args: readonly string[]): Promise<number> {
  const options = {
    base: { type: 'string' },
    tool: { type: 'string' },
    format: { type: 'string' },
    json: { type: 'boolean', default: false },
    sarif: { type: 'boolean', default: false },
    'signed-off-by': { type: 'string', multiple: true },
    engine: { type: 'string', default: 'bundled' },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const parsed = read(() => parseArgs({ args: [...args], options, allowPositionals: true }));
  if (typeof parsed === 'string') return wrong('lint', parsed);
  const { values, positionals } = parsed;
  if (values.help) return help('lint');
  const [directory = '.', ...more] = positionals;
  if (more.length > 0) return wrong('lint', `Name one folder, not ${positionals.length}.`);
  return await lintCommand({
    directory,
    base: values.base ?? null,
    tool: values.tool ?? null,
    format: values.format ?? (values.json ? 'json' : values.sarif ? 'sarif' : 'text'),
    reviewers: (values['signed-off-by'] ?? []).filter((name) => name.trim() !== ''),
    engine: values.engine,
    scratch: scratchOn(values.engine),
    annotate: areAnnotationsRead(process.env),
    version: version(),
    print,
    complain,
  });
}

async function verifyJournal(args: readonly string[]): Promise<number> {
  const options = {
    anchor: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const parsed = read(() => parseArgs({ args: [...args], options, allowPositionals: true }));
  if (typeof parsed === 'string') return wrong('verify-journal', parsed);
  const { values, positionals } = parsed;
  if (values.help) return help('verify-journal');
  const [incident = null, ...more] = positionals;
  if (more.length > 0) return wrong('verify-journal', `Name one incident, not ${positionals.length}.`);
  const { anchor = null, json } = values;
  if (anchor !== null && incident === null) return wrong('verify-journal', 'Name the incident whose hash --anchor gives.');
  return await verifyJournalCommand({ incident, anchor, json, env: process.env, print, complain });
}

function read<Value>(parse: () => Value): Value | string {
  try {
    return parse();
  } catch (error) {
    // Its second sentence explains how to write a positional that begins with a dash, which none of ours does.
    if (error instanceof TypeError) return error.message.split('\n')[0] ?? error.message;
    throw error;
  }
}

function wrong(command: Command, why: string): number {
  complain(`${why}\n\n${USAGE[command]}`);
  return 2;
}

function version(): string {
  const { version: found } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return found;
}
