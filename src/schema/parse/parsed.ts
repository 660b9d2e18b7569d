/** A script as PostgreSQL's own parser reads it. */
export type Parsed =
  | { readonly kind: 'parsed'; readonly statements: readonly Statement[]; readonly comments: readonly Comment[] }
  /** PostgreSQL would refuse the whole script: nothing of it can ever have run in one piece. `line` counts from 1. */
  | { readonly kind: 'not parsed'; readonly message: string; readonly line: number };

export interface Statement {
  /** The parser's name for it: `AlterTableStmt`. */
  readonly node: string;
  /** Where it is in the script, as indexes into the string: without leading comments, without the semicolon. */
  readonly start: number;
  readonly end: number;
  /** Line of its first word, from 1. */
  readonly line: number;
  readonly manner: Manner;
  /** The rows that it changes, also inside `WITH` and the plain statements of a `DO` block. */
  readonly writes: readonly Write[];
  /** Of a `DO` block; `no` for every other statement. */
  readonly dynamic: Dynamic;
  /** Functions and procedures, by their last names. */
  readonly calls: readonly string[];
  /** Whether it reads tables other than the system catalogue; looked at only where it calls something. */
  readonly readsRows: boolean;
  /** The function that it creates, where that is written in PL/pgSQL. */
  readonly defines: (Program & { readonly name: string }) | null;
  /** What it takes away or changes only if it is there, by last name: tables, columns, types, functions. */
  readonly tolerates: readonly string[];
  readonly touches: Touches;
  readonly deeds: readonly Deed[];
}

/** What a statement does to one thing of the schema. */
export interface Deed {
  readonly how: 'makes' | 'drops' | 'changes' | 'renames';
  readonly thing: Thing;
  /** Its new name; of a rename alone. */
  readonly to?: string;
  /** Whether it does nothing where the thing is not there; of a drop alone. */
  readonly ifExists?: boolean;
}

/**
 * `part` is a column, constraint, label and the like of what `name` says, or the arguments of a function; empty where it is about the whole.
 * An empty schema is the search path's.
 */
export interface Thing {
  readonly kind: string;
  readonly schema: string;
  readonly name: string;
  readonly part: string;
}

/** What a statement makes, changes or drops, by names without their schema. */
export interface Touches {
  /** Null where it cannot be told, because it runs code or is of a kind that is not known. */
  readonly objects: readonly string[] | null;
  /** The columns, constraints and the like that it is about; empty where it is about the whole object. */
  readonly parts: readonly string[];
  /** Whether it does nothing where the object is not there. */
  readonly ifExists: boolean;
  /** Whether it drops what depends on the object too, without naming it. */
  readonly cascades: boolean;
}

/**
 * For a program that builds SQL and executes it, or that changes the schema under a condition. `from catalog`: everything that it reads is the
 * system catalogue, so a database of the same shape gets the same. `from data`: what it does depends on rows, or cannot be told.
 */
export type Dynamic = 'no' | 'from catalog' | 'from data';

/** What running a block or a function may do to the schema. */
export interface Program {
  readonly dynamic: Dynamic;
  readonly changesSchema: boolean;
  readonly readsRows: boolean;
  readonly calls: readonly string[];
}

/**
 * How it may be sent. `own transaction`: PostgreSQL refuses it inside a transaction block (CONCURRENTLY, VACUUM). `begin` and `end`: it opens or
 * ends a transaction itself. `outside`: it talks to files, programs or the client (COPY), and is never run.
 */
export type Manner = 'ordinary' | 'own transaction' | 'begin' | 'end' | 'outside';

export interface Write {
  /** `update` also for MERGE and for INSERT … ON CONFLICT DO UPDATE. */
  readonly how: 'insert' | 'update' | 'delete' | 'truncate';
  /** As written: `invoices` or `billing.invoices`. */
  readonly table: string;
  /** Set by an update; empty otherwise. */
  readonly columns: readonly string[];
}

export interface Comment {
  /** With its `--` or its slashes and stars. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** Index of the first statement that begins after it; null where none does. A comment inside a statement is bound to the one after. */
  readonly next: number | null;
}
