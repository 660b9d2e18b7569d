#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { lintCommand } from './lint-command.ts';
import { schemaHistory } from './schema-history.ts';
import { schemaSpan } from './schema-span.ts';

const VERSION = '0.1.0';

const USAGE = `switchback: would the old code run on today's schema?

  switchback schema --from REF --to REF [--repo DIR] [--dir FOLDER] [--tool NAME] [--json]
      The verdict on going back from the code and schema of one commit to the code of another.
  switchback schema --history DIR [--tool NAME] [--json]
      Each migration of a folder, with the schema before it as what the old code was written for.
  switchback lint [--base REF] [DIR] [--tool NAME] [--format text|json|sarif|github] [--signed-off-by NAME]
      Whether the migrations on disk would break the code that is out there. With a base: those that it lacks;
      without: every one, by the schema before it. Exit code 1 where one would.

  --engine URL   a PostgreSQL server for the scratch database (a database is created there and dropped again);
                 without it an embedded one, which has not every extension
`;

const print = (text: string): void => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
const complain = (text: string): void => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);

// A reader that has seen enough, such as head, ends us without a word.
process.stdout.on('error', () => process.exit(2));

process.exitCode = await run(process.argv.slice(2));

async function run([command, ...rest]: readonly string[]): Promise<number> {
  if (command === 'schema') return await schema(rest);
  if (command === 'lint') return await lint(rest);
  if (command === undefined || command === 'help' || command === '--help' || command === '-h') {
    print(USAGE);
    return command === undefined ? 2 : 0;
  }
  complain(`There is no command ${command}.\n\n${USAGE}`);
  return 2;
}

async function schema(args: readonly string[]): Promise<number> {
  const options = {
    from: { type: 'string' },
    to: { type: 'string' },
    repo: { type: 'string', default: '.' },
    dir: { type: 'string' },
    history: { type: 'string' },
    tool: { type: 'string' },
    engine: { type: 'string', default: 'pglite' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const parsed = read(() => parseArgs({ args: [...args], options }));
  if (typeof parsed === 'string') return wrong(parsed);
  const { from, to, repo, dir, history, tool = null, engine, json, help } = parsed.values;
  if (help) {
    print(USAGE);
    return 0;
  }
  const common = { tool, json, engine, print, complain };
  if (history !== undefined) return await schemaHistory({ directory: history, ...common });
  if (from === undefined || to === undefined) return wrong('Name two commits with --from and --to, or a folder with --history.');
  return await schemaSpan({ from, to, repository: repo, folder: dir ?? null, ...common });
}

async function lint(args: readonly string[]): Promise<number> {
  const options = {
    base: { type: 'string' },
    tool: { type: 'string' },
    format: { type: 'string' },
    json: { type: 'boolean', default: false },
    sarif: { type: 'boolean', default: false },
    'signed-off-by': { type: 'string', multiple: true },
    engine: { type: 'string', default: 'pglite' },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const parsed = read(() =>
    parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
    }),
  );
  if (typeof parsed === 'string') return wrong(parsed);
  const { values, positionals } = parsed;
  if (values.help) {
    print(USAGE);
    return 0;
  }
  const [directory = '.', ...more] = positionals;
  if (more.length > 0) return wrong(`Name one folder, not ${positionals.length}.`);
  return await lintCommand({
    directory,
    base: values.base ?? null,
    tool: values.tool ?? null,
    format: values.format ?? (values.json ? 'json' : values.sarif ? 'sarif' : 'text'),
    reviewers: values['signed-off-by'] ?? [],
    engine: values.engine,
    version: VERSION,
    print,
    complain,
  });
}

function read<Value>(parse: () => Value): Value | string {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

function wrong(why: string): number {
  complain(`${why}\n\n${USAGE}`);
  return 2;
}
