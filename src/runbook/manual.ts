import type { Hand, Subject, ToolCommands } from '#src/providers/by-hand.ts';
import { appBug } from './instructions/app-bug.ts';
import { byRunbook } from './instructions/by-runbook.ts';
import { catastrophic } from './instructions/catastrophic.ts';
import { elsewhere } from './instructions/elsewhere.ts';
import { mainAndDatabase } from './instructions/main-and-database.ts';
import { makingDurable } from './instructions/making-durable.ts';
import { questions } from './instructions/questions.ts';
import { rePoint } from './instructions/re-point.ts';
import { rollbackScript } from './instructions/rollback-script.ts';
import { schemaMistake } from './instructions/schema-mistake.ts';
import type { Instruction, Instructions } from './instruction.ts';

/** By the `manual` key of a state of the tree. */
export const MANUAL: Instructions = {
  ...questions,
  ...rePoint,
  ...appBug,
  ...schemaMistake,
  ...rollbackScript,
  ...catastrophic,
  ...mainAndDatabase,
  ...makingDurable,
  ...elsewhere,
  ...byRunbook,
};

/**
 * The exact instruction for a state of the tree, filled in for this incident, with what the vendors of the service and its migration tool add to it. Commands
 * name secrets by their variables and never hold one.
 */
export function manualFor(
  key: string,
  subject: Subject,
  { hands, tool }: { readonly hands: readonly Hand[]; readonly tool: ToolCommands },
): Instruction {
  const instruction = MANUAL[key];
  if (instruction === undefined)
    throw new Error(`The runbook has no instruction for ${key}, so none was shown. Add it, or correct the state.`);
  const added = hands.flatMap((hand) => hand(key, subject) ?? []);
  return instruction(subject, {
    tool,
    lines: [...new Set(added.flatMap(({ lines = [] }) => lines))],
    commands: added.flatMap(({ commands = [] }) => commands),
  });
}
