import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readJournal, readMigration, type Migration } from '#sandbox/app/database/migrations.ts';
import { APP_VERSIONS, type AppVersion } from '#sandbox/app/versions.ts';

export interface Commit {
  readonly hash: string;
  readonly message: string;
  readonly author: string;
  /** Milliseconds since the epoch. */
  readonly committedAt: number;
}

export interface History {
  readonly repository: string;
  readonly commits: Readonly<Record<AppVersion, Commit>>;
}

interface Change {
  readonly branch: string;
  /** The commit that it follows; null for the first one. */
  readonly after: AppVersion | null;
  readonly message: string;
  readonly author: string;
  readonly date: string;
  readonly migrations: Migration;
}

const CHANGES: Record<AppVersion, Change> = {
  'dual-read': {
    branch: 'main',
    after: null,
    message: 'feat: read subtotal and tax, fall back to total (#2)',
    author: 'Mara Lindqvist',
    date: '2026-11-13T10:00:00Z',
    migrations: '0002_backfill',
  },
  contract: {
    branch: 'main',
    after: 'dual-read',
    message: 'feat: drop total, subtotal and tax are required (#3)',
    author: 'Mara Lindqvist',
    date: '2026-11-17T10:00:00Z',
    migrations: '0003_contract',
  },
  'plain-bug': {
    branch: 'main',
    after: 'contract',
    message: 'feat: show when an invoice was paid (#4)',
    author: 'Tomas Okafor',
    date: '2026-11-19T10:00:00Z',
    migrations: '0003_contract',
  },
  'contract-with-forgotten-page': {
    branch: 'first-try',
    after: 'dual-read',
    message: 'feat: drop total, subtotal and tax are required (#3, first try)',
    author: 'Mara Lindqvist',
    date: '2026-11-16T10:00:00Z',
    migrations: '0003_contract',
  },
  'due-date': {
    branch: 'due-date',
    after: 'contract',
    message: 'feat: invoices have a due date (#5)',
    author: 'Tomas Okafor',
    date: '2026-11-20T10:00:00Z',
    migrations: '0004_due_date',
  },
  reference: {
    branch: 'reference',
    after: 'contract',
    message: 'feat: a column for the customer’s own reference (#6)',
    author: 'Ines Duarte',
    date: '2026-11-20T11:00:00Z',
    migrations: '0004_reference',
  },
  euros: {
    branch: 'euros',
    after: 'contract',
    message: 'fix: unpaid invoices were imported in cents (#7)',
    author: 'Ines Duarte',
    date: '2026-11-20T12:00:00Z',
    migrations: '0004_euros',
  },
  dollars: {
    branch: 'dollars',
    after: 'contract',
    message: 'feat: revenue in dollars too (#8)',
    author: 'Mara Lindqvist',
    date: '2026-11-20T13:00:00Z',
    migrations: '0003_contract',
  },
  'dollars-and-totals': {
    branch: 'dollars',
    after: 'dollars',
    message: 'feat: the total in the list of invoices (#9)',
    author: 'Tomas Okafor',
    date: '2026-11-20T14:00:00Z',
    migrations: '0003_contract',
  },
};

/** Each after the one that it follows. */
const ORDER = [
  'dual-read',
  'contract',
  'plain-bug',
  'contract-with-forgotten-page',
  'due-date',
  'reference',
  'euros',
  'dollars',
  'dollars-and-totals',
] as const satisfies readonly AppVersion[];

/**
 * Makes the git repository of the demo app in `folder`, which must be empty: one commit per deployment, with the code of
 * that release and the `migrations/` folder as of then. The same code gives the same hashes on every machine.
 * `main` is dual-read, contract, plain-bug; the other branches leave it where `CHANGES` says.
 */
export async function createHistory(folder: string): Promise<History> {
  await run(folder, ['init', '--quiet', '--initial-branch=main', '--template=']);
  const commits = new Map<AppVersion, Commit>();
  for (const version of ORDER) {
    const { branch, after } = CHANGES[version];
    const parent = after === null ? undefined : commits.get(after);
    if (parent !== undefined) await run(folder, ['checkout', '--quiet', '-B', branch, parent.hash]);
    commits.set(version, await commit(folder, version));
  }
  await run(folder, ['checkout', '--quiet', 'main']);
  return { repository: folder, commits: Object.fromEntries(commits) as Record<AppVersion, Commit> };
}

async function commit(folder: string, version: AppVersion): Promise<Commit> {
  const { message, author, date, migrations } = CHANGES[version];
  const journal = await readJournal(migrations);
  await write(folder, 'src/release.ts', await readFile(APP_VERSIONS[version], 'utf8'));
  await write(folder, 'migrations/meta/_journal.json', `${JSON.stringify(journal, null, 2)}\n`);
  for (const { tag } of journal.entries) await write(folder, `migrations/${tag}.sql`, await readMigration(tag));

  await run(folder, ['add', '--all']);
  const email = `${author.toLowerCase().replace(' ', '.')}@example.com`;
  await run(folder, ['commit', '--quiet', `--message=${message}`], {
    GIT_AUTHOR_NAME: author,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: author,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  });
  const hash = await run(folder, ['rev-parse', 'HEAD']);
  return { hash: hash.trim(), message, author, committedAt: Date.parse(date) };
}

async function write(folder: string, path: string, content: string): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

/** git with nobody's settings, so that neither a name, a signature nor a line-ending rule of this machine matters. */
async function run(folder: string, args: readonly string[], identity: Readonly<Record<string, string>> = {}): Promise<string> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    ...identity,
  };
  const { stdout } = await promisify(execFile)('git', ['-C', folder, ...args], { env });
  return stdout;
}
