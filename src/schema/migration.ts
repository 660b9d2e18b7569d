/** The migration tools whose own order and layout are known. */
export const TOOLS = ['prisma', 'drizzle', 'supabase', 'sql', 'goose', 'golang-migrate', 'sqlx', 'diesel'] as const;

export type Tool = (typeof TOOLS)[number];

/** A folder of files as some commit has it: path relative to the migrations folder → contents. */
export type FileTree = ReadonlyMap<string, string>;

/** One migration, in the order in which the tool applies it. */
export interface Migration {
  /** As the tool names it: `0003_contract`, `20250101120000_add_tax`. */
  readonly name: string;
  /** Path of the file that goes forward, relative to the migrations folder. */
  readonly file: string;
  readonly up: Script;
  /** The author's own way back, where the tool has one. */
  readonly down: Script | null;
  /** The time by which alone the tool tells whether it has run, in milliseconds; absent where it goes by the name. */
  readonly when?: number;
  /** Runs again, after the others, whenever its text changes. */
  readonly repeatable?: boolean;
}

export interface Script {
  /** SQL to run; goose sections and the like are already cut out. */
  readonly sql: string;
  readonly file: string;
  /** Line of the file at which `sql` begins, from 1. */
  readonly firstLine: number;
  /** Whether the tool runs it inside one transaction. */
  readonly transaction: boolean;
}

export type History =
  | {
      readonly kind: 'history';
      readonly tool: Tool;
      readonly migrations: readonly Migration[];
      readonly opaque: readonly Opaque[];
      /** SQL files that the tool itself never runs: a draft outside the journal, a subfolder. They change nothing. */
      readonly ignored: readonly Ignored[];
    }
  /** No order can be told: `why` is one sentence that says what was found and what to do. */
  | { readonly kind: 'not readable'; readonly why: string };

/** Something between the migrations that the tool runs and a replay cannot: a Go or TypeScript migration, a file that is named but not there. */
export interface Opaque {
  readonly file: string;
  readonly why: string;
  /** It sits before the migration of this index; everything from there on may differ. */
  readonly before: number;
  /** Its own text, where it is a part of the file. */
  readonly text?: string;
}

export interface Ignored {
  readonly file: string;
  readonly why: string;
}
