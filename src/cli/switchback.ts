#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { schemaHistory } from './schema-history.ts';
import { schemaSpan } from './schema-span.ts';

const USAGE = `switchback: would the old code run on today's schema?

  switchback schema --from REF --to REF [--repo DIR] [--dir FOLDER] [--tool NAME] [--json]
      The verdict on going back from the code and schema of one commit to the code of another.
  switchback schema --history DIR [--tool NAME] [--json]
      Each migration of a folder, with the schema before it as what the old code was written for.

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
