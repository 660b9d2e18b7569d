import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** How long a writer waits for another process's transaction. */
const BUSY_MS = 10_000;

/**
 * node:sqlite in the shape that Kysely's SqliteDialect asks for. `synchronous=FULL` is what makes an acknowledged
 * commit survive a power cut: with NORMAL an intent can vanish, and its effect would be sent twice.
 */
export function openNodeSqlite(path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: BUSY_MS });
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  return {
    close: () => database.close(),
    // A transaction that reads first and writes later would fail instead of wait, so each one takes the write lock at once.
    prepare: (sql) => prepare(database, sql === 'begin' ? 'begin immediate' : sql),
  };
}

function prepare(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}

function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[];
}
