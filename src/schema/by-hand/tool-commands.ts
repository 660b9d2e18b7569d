import type { ByHand, ToolCommands } from '#src/providers/by-hand.ts';
import { psql, psqlWith } from '#src/shell/psql.ts';
import type { Tool } from '../migration.ts';

const NONE: ToolCommands = {
  history: [],
  status: [],
  generate: [],
  apply: [],
  recordApplied: [],
  markUndone: { lines: [], commands: [] },
};

/** Each tool keeps its history in a table of its own. */
const BY_TOOL: Readonly<Record<Tool, ToolCommands>> = {
  prisma: {
    history: [
      `# Prisma:\n${psql('SELECT migration_name, finished_at, rolled_back_at FROM _prisma_migrations ORDER BY started_at DESC LIMIT 5')}`,
    ],
    status: ['# Prisma:\nnpx prisma migrate status'],
    generate: ['# Prisma:\nnpx prisma migrate dev --create-only --name forward_fix'],
    apply: ['# Prisma:\nnpx prisma migrate deploy'],
    recordApplied: ['# Prisma, for what was applied by hand:\nnpx prisma migrate resolve --applied "$MIGRATION"'],
    markUndone: {
      lines: [
        'Prisma: set MIGRATION to its full name. The tool marks only a migration that failed; it refuses one that had succeeded (P3012), which is marked by the statement below. It must answer UPDATE 1.',
      ],
      commands: [
        '# Prisma, for a migration that failed:\nnpx prisma migrate resolve --rolled-back "$MIGRATION"',
        `# Prisma, for a migration that had succeeded:\n${psqlWith(
          "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = :'name' AND finished_at IS NOT NULL AND rolled_back_at IS NULL;",
          { name: 'MIGRATION' },
        )}`,
      ],
    },
  },
  drizzle: {
    ...NONE,
    history: [
      `# Drizzle:\n${psql('SELECT id, hash, to_timestamp(created_at / 1000.0) AS created FROM drizzle.__drizzle_migrations ORDER BY created_at DESC LIMIT 5')}`,
    ],
    generate: ['# Drizzle:\nnpx drizzle-kit generate'],
    apply: ['# Drizzle:\nnpx drizzle-kit migrate'],
    markUndone: {
      lines: [
        'Drizzle: there is no such mark, so the newest row is deleted. Set MIGRATION_WHEN to its "when" in meta/_journal.json. It must answer DELETE 1.',
      ],
      commands: [
        `# Drizzle:\n${psqlWith("DELETE FROM drizzle.__drizzle_migrations WHERE created_at = :'name';", { name: 'MIGRATION_WHEN' })}`,
      ],
    },
  },
  supabase: {
    ...NONE,
    history: [
      `# Supabase migrations:\n${psql('SELECT version, name FROM supabase_migrations.schema_migrations ORDER BY version DESC LIMIT 5')}`,
    ],
    markUndone: marked(
      '# Supabase migrations, MIGRATION is the number of the file:\nsupabase migration repair --status reverted "$MIGRATION"',
    ),
  },
  goose: {
    ...NONE,
    history: [`# goose:\n${psql('SELECT version_id, is_applied, tstamp FROM goose_db_version ORDER BY id DESC LIMIT 5')}`],
    markUndone: marked(
      `# goose, MIGRATION is the number of the file:\n${psqlWith("DELETE FROM goose_db_version WHERE version_id = :'name';", { name: 'MIGRATION' })}`,
    ),
  },
  'golang-migrate': {
    ...NONE,
    history: [`# golang-migrate:\n${psql('SELECT version, dirty FROM schema_migrations')}`],
    markUndone: marked(
      `# golang-migrate, PREVIOUS is the number of the file before it:\n${psqlWith("UPDATE schema_migrations SET version = :'name', dirty = false;", { name: 'PREVIOUS' })}`,
    ),
  },
  sqlx: {
    ...NONE,
    history: [`# sqlx:\n${psql('SELECT version, description, installed_on, success FROM _sqlx_migrations ORDER BY version DESC LIMIT 5')}`],
    markUndone: marked(
      `# sqlx, MIGRATION is the number of the file:\n${psqlWith("DELETE FROM _sqlx_migrations WHERE version = :'name';", { name: 'MIGRATION' })}`,
    ),
  },
  diesel: {
    ...NONE,
    history: [`# Diesel:\n${psql('SELECT version, run_on FROM __diesel_schema_migrations ORDER BY version DESC LIMIT 5')}`],
    markUndone: marked(
      `# Diesel, MIGRATION is the version in the name of the folder, without its hyphens:\n${psqlWith("DELETE FROM __diesel_schema_migrations WHERE version = :'name';", { name: 'MIGRATION' })}`,
    ),
  },
  sql: NONE,
};

/** The tools that most people have: theirs are shown while nobody knows which it is. */
const USUAL: readonly Tool[] = ['prisma', 'drizzle'];

/** What a person types for this migration tool, by its name in a schema report. */
export function toolCommands(tool: string | null): ToolCommands {
  const shown = USUAL.map((one) => BY_TOOL[one]);
  if (tool !== null) return isTool(tool) ? BY_TOOL[tool] : NONE;
  return {
    history: shown.flatMap(({ history }) => history),
    status: shown.flatMap(({ status }) => status),
    generate: shown.flatMap(({ generate }) => generate),
    apply: shown.flatMap(({ apply }) => apply),
    recordApplied: shown.flatMap(({ recordApplied }) => recordApplied),
    markUndone: {
      lines: shown.flatMap(({ markUndone }) => markUndone.lines),
      commands: shown.flatMap(({ markUndone }) => markUndone.commands),
    },
  };
}

function marked(command: string): Required<ByHand> {
  return { lines: [], commands: [command] };
}

function isTool(name: string): name is Tool {
  return Object.hasOwn(BY_TOOL, name);
}
