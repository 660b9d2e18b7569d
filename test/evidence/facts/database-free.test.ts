import { describe, expect, test } from 'vitest';
import type { Evidence } from '#domain/evidence.ts';
import { databaseFree } from '#src/evidence/facts/database-free.ts';
import type { Activity, NotAnswered, Session } from '#src/providers/database.ts';
import { hang } from '#test/support/gate.ts';

/** By the clock of the database, which is not ours. */
const AT = Date.UTC(2026, 10, 20, 14, 30, 0);
const NOW = AT + 90_000;

const SESSION: Session = {
  pid: 100,
  startedAt: AT - 3_600_000,
  role: 'app',
  application: '',
  state: 'active',
  transactionSince: AT - 60_000,
  statementSince: AT - 60_000,
  waitingSince: null,
  statement: 'select 1',
  locks: [],
  blockedBy: [],
};
const EXCLUSIVE = { mode: 'AccessExclusiveLock', table: 'public.invoices', granted: true };
const IDLE: Session = { ...SESSION, pid: 101, application: 'nightly export', state: 'idle in transaction' };
const ALTER: Session = {
  ...SESSION,
  pid: 102,
  role: 'owner',
  application: 'drizzle-kit',
  statement: 'alter table invoices add column due date',
  transactionSince: AT - 30_000,
};
const WAITING: Session = { ...ALTER, waitingSince: AT - 30_000, locks: [{ ...EXCLUSIVE, granted: false }], blockedBy: [101] };
const behind = (pid: number, blocker: number, waitedMs = 20_000): Session => ({
  ...SESSION,
  pid,
  waitingSince: AT - waitedMs,
  blockedBy: [blocker],
});

function look(sessions: readonly Session[], seesStatements = true): Promise<Evidence> {
  return answered({ kind: 'activity', at: AT, seesStatements, sessions });
}

function answered(activity: Activity | NotAnswered): Promise<Evidence> {
  return databaseFree({ activity: async () => activity }, 1_000, NOW, new AbortController().signal);
}

describe('a migration is stuck', () => {
  test('that waits behind an open transaction while everybody waits behind it: who, what, since when, whom', async () => {
    const found = await look([IDLE, WAITING, ...[103, 104, 105, 106].map((pid) => behind(pid, 102))]);
    expect(found).toEqual({
      kind: 'database.free',
      source: 'database',
      verdict: 'contradicts',
      observedAt: NOW,
      summary:
        'A migration is stuck: pid 102 on public.invoices since 2026-11-20T14:29:30Z blocks 4 (103, 104, 105, 1 more). ' +
        'It wants AccessExclusiveLock, waits behind pid 101 (app, nightly export, idle in a transaction open since 2026-11-20T14:29:00Z). ' +
        'owner, drizzle-kit runs: alter table invoices add column due date',
      details: { pid: 102, startedAt: AT - 3_600_000 },
    });
  });

  test('that nobody waits behind yet', async () => {
    expect(await look([IDLE, WAITING])).toMatchObject({ verdict: 'contradicts', details: { pid: 102 } });
  });

  test('that was left open with its locks', async () => {
    const open = { ...ALTER, state: 'idle in transaction', locks: [EXCLUSIVE] };
    expect(await look([open, behind(103, 102)])).toMatchObject({
      verdict: 'contradicts',
      summary: expect.stringContaining(
        'pid 102 on public.invoices since 2026-11-20T14:29:30Z blocks 1 (103). It holds AccessExclusiveLock, is idle in its transaction.',
      ),
    });
  });

  test('of which only the locks may be seen: what is hidden is said, and no start is claimed', async () => {
    const hidden = { ...WAITING, state: null, statement: null, transactionSince: null, startedAt: null };
    const found = await look([{ ...IDLE, state: null, transactionSince: null }, hidden, behind(103, 102)], false);
    expect(found).toMatchObject({ verdict: 'contradicts', details: { pid: 102, startedAt: null } });
    expect(found.summary).toContain('What other roles run is hidden from the bot: grant it pg_read_all_stats.');
  });

  test('the one that most wait for is named', async () => {
    const other = { ...WAITING, pid: 110, blockedBy: [102] };
    expect(await look([IDLE, other, WAITING, behind(103, 102)])).toMatchObject({ details: { pid: 102 } });
  });

  test('a server that does not say since when somebody waits', async () => {
    expect(await look([IDLE, { ...WAITING, waitingSince: null }])).toMatchObject({ verdict: 'contradicts' });
  });

  test('behind a prepared transaction, which has no session', async () => {
    expect((await look([{ ...WAITING, blockedBy: [0] }])).summary).toContain('waits behind a prepared transaction');
  });
});

describe('it cannot be told', () => {
  test.each<[string, readonly Session[]]>([
    ['a migration runs and blocks nobody', [{ ...ALTER, locks: [EXCLUSIVE] }]],
    ['a migration has waited for an instant', [IDLE, { ...WAITING, waitingSince: AT - 200 }]],
    ['others have waited for an instant', [{ ...ALTER, locks: [EXCLUSIVE] }, behind(103, 102, 200)]],
    ['an index is built without a lock', [{ ...ALTER, statement: 'create index concurrently on invoices (id)' }]],
  ])('%s', async (_, sessions) => {
    const found = await look(sessions);
    expect(found.verdict).toBe('inconclusive');
    expect(found.summary).toMatch(/^A migration may be running: pid 102 /);
  });

  test('an open transaction blocks others, and changes no schema as far as can be seen', async () => {
    const found = await look([IDLE, behind(103, 101)]);
    expect(found.verdict).toBe('inconclusive');
    expect(found.summary).toBe(
      'A transaction was left open: pid 101 since 2026-11-20T14:29:00Z blocks 1 (103). It is idle in its transaction. app, nightly export last ran: select 1',
    );
  });
});

describe('the database is free', () => {
  test.each<[string, readonly Session[]]>([
    ['nobody does anything', []],
    ['a transaction is open and blocks nobody', [IDLE]],
    ['one update waits for another', [SESSION, behind(103, 100)]],
    ['a temporary table is made', [{ ...SESSION, statement: 'create temporary table t (id int)', locks: [{ ...EXCLUSIVE, table: null }] }]],
    ['the server itself cleans up', [{ ...ALTER, role: null, locks: [EXCLUSIVE] }, behind(103, 102)]],
  ])('%s', async (_, sessions) => {
    expect(await look(sessions)).toEqual({
      kind: 'database.free',
      source: 'database',
      verdict: 'supports',
      observedAt: NOW,
      summary: 'No session changes the schema or waits for a strong lock.',
    });
  });
});

describe('nobody could look', () => {
  test('no database is configured', async () => {
    expect(await databaseFree(null, 1_000, NOW, new AbortController().signal)).toMatchObject({
      verdict: 'unavailable',
      summary: 'No database is configured, so it was not checked for a stuck migration.',
    });
  });

  test.each<[string, NotAnswered, string]>([
    ['it is not there', { kind: 'unreachable', why: 'The database could not be connected to: ECONNREFUSED' }, 'ECONNREFUSED'],
    ['it refuses', { kind: 'failed', sqlstate: '42501', message: 'permission denied' }, '(42501): permission denied'],
  ])('%s', async (_, answer, says) => {
    const found = await answered(answer);
    expect(found.verdict).toBe('unavailable');
    expect(found.summary).toContain(says);
  });

  test('it does not answer within the deadline', async () => {
    const found = await databaseFree({ activity: (signal) => hang(signal) }, 20, NOW, new AbortController().signal);
    expect(found).toMatchObject({ verdict: 'unavailable', summary: expect.stringContaining('did not answer within 0.02 s') });
  });
});
