import type { Tool } from '../migration.ts';
import type { SqlStyle } from '../history/read-sql.ts';
import { plain } from '../render/plain.ts';
import type { FixDraft } from './draft.ts';
import { journalWith } from './journal-with.ts';

export interface MigrationName {
  /** As `nextVersion` gives it. */
  readonly version: string;
  /** What the migration does, in the letters of a file name: `restore_total`. */
  readonly name: string;
  /** Whether the other migrations of the folder have ways back; only sqlx leaves the choice. */
  readonly reversible: boolean;
  /** Drizzle's `meta/_journal.json` as it is now; null in its 1.0 layout and for every other tool. */
  readonly journal: string | null;
  /** Milliseconds since the epoch, for the journal. */
  readonly now: number;
  /** How the folder's files are written; of plain SQL alone. */
  readonly style?: SqlStyle;
}

/** Paths are relative to the migrations folder. */
export interface FixFile {
  readonly path: string;
  readonly content: string;
}

/** The draft as one migration of the service's own tool. */
export function inToolFormat(tool: Tool, draft: FixDraft, naming: MigrationName): FixFile[] {
  const stem = `${naming.version}_${naming.name}`;
  const up = `${heading(draft)}${block(draft.statements)}`;
  const down = block(draft.removeLater);
  switch (tool) {
    case 'prisma':
      return [{ path: `${stem}/migration.sql`, content: up }];
    case 'drizzle':
      return drizzle(draft, naming);
    case 'goose':
      return [
        {
          path: `${stem}.sql`,
          content: `-- +goose Up\n${heading(draft)}${fenced(draft.statements)}\n-- +goose Down\n${fenced(draft.removeLater)}`,
        },
      ];
    case 'golang-migrate':
      return paired(stem, up, down);
    case 'diesel':
      return [
        { path: `${stem}/up.sql`, content: up },
        { path: `${stem}/down.sql`, content: down },
      ];
    case 'sqlx':
      return naming.reversible ? paired(stem, up, down) : [{ path: `${stem}.sql`, content: up }];
    case 'supabase':
      return [{ path: `${stem}.sql`, content: up }];
    case 'sql':
      return [inStyle(naming, { up, down })];
  }
}

function inStyle(
  { version, name, style = { kind: 'plain' } }: MigrationName,
  { up, down }: { readonly up: string; readonly down: string },
): FixFile {
  const path = `${version}_${name}.sql`;
  switch (style.kind) {
    case 'plain':
      return { path, content: up };
    case 'Flyway':
      return { path: `V${version}__${name}.sql`, content: up };
    case 'Liquibase':
      return { path, content: `--liquibase formatted sql\n--changeset switchback:${version}_${name} splitStatements:false\n${up}` };
    case 'two ways': {
      const [above, between] = style.marks;
      return { path, content: `${above === '' ? '' : `${above}\n`}${up}\n${between}\n${down}` };
    }
  }
}

/** Both forms split at the breakpoint; only the 0.x form has a journal, and runs nothing that is not in it. */
function drizzle(draft: FixDraft, naming: MigrationName): FixFile[] {
  const stem = `${naming.version}_${naming.name}`;
  const content = `${heading(draft)}${draft.statements.map((statement) => `${statement};`).join('\n--> statement-breakpoint\n')}\n`;
  if (naming.journal === null) return [{ path: `${stem}/migration.sql`, content }];
  return [
    { path: `${stem}.sql`, content },
    { path: 'meta/_journal.json', content: journalWith(naming.journal, stem, naming.now) },
  ];
}

function paired(stem: string, up: string, down: string): FixFile[] {
  return [
    { path: `${stem}.up.sql`, content: up },
    { path: `${stem}.down.sql`, content: down },
  ];
}

function block(statements: readonly string[]): string {
  return statements.length === 0 ? '-- Nothing of it can be taken back.\n' : statements.map((statement) => `${statement};\n`).join('');
}

/** goose cuts at semicolons, so a function body needs its fence. */
function fenced(statements: readonly string[]): string {
  if (statements.length === 0) return block(statements);
  return statements
    .map((statement) => (statement.includes(';') ? `-- +goose StatementBegin\n${statement};\n-- +goose StatementEnd\n` : `${statement};\n`))
    .join('');
}

/** Names come from the schema: nothing in them may end the comment. */
function heading({ steps }: FixDraft): string {
  const lines = steps.map(({ finding, why }) => `-- ${plain(`${finding.object}: ${why}`, 400)}\n`);
  return `-- A forward fix, drafted by Switchback and proved on a scratch database. Read it before it is merged.\n${lines.join('')}`;
}
