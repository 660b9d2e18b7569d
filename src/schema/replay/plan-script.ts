import type { Script } from '../migration.ts';
import type { Statement } from '../parse/parsed.ts';

/** Statements that succeed or fail together, or one at a time. */
export interface Plan {
  /** One transaction around all of them, as the tool does it. */
  readonly together: boolean;
  readonly statements: readonly Statement[];
  /** Never run, because they talk to files, programs or the client. */
  readonly outside: readonly Statement[];
}

/**
 * Decided from the tree, never by trying: a script with a COMMIT in the middle that is sent whole and fails has already applied half. One that
 * holds CONCURRENTLY, or opens and ends transactions itself, goes statement by statement.
 */
export function planScript(script: Script, statements: readonly Statement[]): Plan {
  const together = script.transaction && statements.every(({ manner }) => manner === 'ordinary' || manner === 'outside');
  return {
    together,
    statements: statements.filter(({ manner }) => manner !== 'outside'),
    outside: statements.filter(({ manner }) => manner === 'outside'),
  };
}
