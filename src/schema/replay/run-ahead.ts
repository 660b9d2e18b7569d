import type { Migration, Tool } from '../migration.ts';
import type { Parsed } from '../parse/parsed.ts';
import type { Scratch, Step } from '../scratch.ts';
import type { Applied } from './apply-script.ts';
import { freshSession } from './ground.ts';
import { inOneMessage } from './in-one-message.ts';
import { planScript } from './plan-script.ts';
import { BEGIN, COMMIT } from './run-through.ts';

/** A migration that has begun is waited for, and one call has to last for it too: so none begins late. A slow one is met alone. */
const PATIENCE_MS = 2_000;

export interface Ahead {
  /** One for each that was applied. */
  readonly applied: readonly Applied[];
  /** Why the scratch database was lost; by which of the others cannot be told. */
  readonly lost: string | null;
}

/**
 * Applies as many of the migrations as take effect without a failure, in two round trips. It stops before the first that fails, is slow, or is not
 * one transaction: that one has left nothing behind, and is to be applied by itself.
 */
export async function runAhead(scratch: Scratch, tool: Tool, migrations: readonly Migration[]): Promise<Ahead> {
  const all = await scratch.parseAll(migrations.map(({ up }) => up.sql));
  if ('kind' in all) return { applied: [], lost: all.why };
  const scripts: { readonly parsed: Parsed; readonly steps: readonly Step[] }[] = [];
  for (const [index, { up }] of migrations.entries()) {
    const parsed = all[index];
    if (parsed?.kind !== 'parsed') break;
    const { together, statements, outside } = planScript(up, parsed.statements);
    if (!together || outside.length > 0) break;
    const run = [BEGIN, ...statements.map(({ start, end }) => up.sql.slice(start, end)), COMMIT];
    scripts.push({ parsed, steps: [...inOneMessage(run).map((sql): Step => ({ sql })), ...freshSession(tool)] });
  }
  const answers = await scratch.runAll(
    scripts.flatMap(({ steps }) => steps),
    { patienceMs: PATIENCE_MS },
  );
  const applied: Applied[] = [];
  let at = 0;
  for (const { parsed, steps } of scripts) {
    const own = answers.slice(at, at + steps.length);
    if (own.some((answer) => answer?.kind !== 'ok')) break;
    applied.push({ outcome: { kind: 'applied' }, parsed, answers: [] });
    at += steps.length;
  }
  const lost = answers.find((answer) => answer?.kind === 'lost');
  return { applied, lost: lost?.kind === 'lost' ? lost.why : null };
}
