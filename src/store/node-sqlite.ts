import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** How long a writer waits for another process's transaction. */
const BUSY_MS = 10_000;

/** Preparing costs more than most of these statements do. */
const MOST_PREPARED = 200;

/**
 * node:sqlite in the shape that Kysely's SqliteDialect asks for. `synchronous=FULL` is what makes an acknowledged
 * commit survive a power cut: with NORMAL an intent can vanish, and its effect would be sent twice.
 */
export function openNodeSqlite(path: string, now: () => number, readOnly = false): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: BUSY_MS, readOnly });
  if (!readOnly) database.exec('pragma journal_mode = wal; pragma synchronous = full');
  database.function('switchback_now', now);
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare: (text) => {
      // A transaction that reads first and writes later would fail instead of wait, so each one takes the write lock at once.
      const sql = text === 'begin' ? 'begin immediate' : text;
      const statement = prepared.get(sql) ?? prepare(database, sql);
      if (prepared.size >= MOST_PREPARED) prepared.clear();
      prepared.set(sql, statement);
      return statement;
    },
  };
}

const NOTHING_DONE = { changes: 0, lastInsertRowid: 0 };

function prepare(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    // A full disk ends the transaction by itself, and what went wrong would be hidden behind a rollback that finds none.
    run: (parameters) => (sql === 'rollback' && !database.isTransaction ? NOTHING_DONE : statement.run(...values(parameters))),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}

function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[];
}
