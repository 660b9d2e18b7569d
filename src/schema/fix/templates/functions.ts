import type { Routine } from '../../catalogue/catalogue.ts';
import type { Finding } from '../../finding.ts';
import type { FixContext, FixStep } from '../draft.ts';
import { makeStep } from '../make-step.ts';
import { path } from '../names.ts';

/** Makes a function again that the old code calls. */
export function droppedFunction(finding: Finding, { before, live, definitions }: FixContext): FixStep | string {
  const old = before.functions.find((routine) => namesOf(routine).includes(finding.object));
  const definition = old === undefined ? undefined : definitions.get(old.oid);
  if (old === undefined || definition === undefined)
    return 'The text of the old function was not kept. Take it from the migration that made it.';
  if (/\bSECURITY DEFINER\b/.test(definition))
    return 'It runs with the rights of its owner. A person must make it again and say who may call it.';
  const same = live.functions.find(
    (routine) => routine.schema === old.schema && routine.name === old.name && typesOf(routine) === typesOf(old),
  );
  if (same)
    return 'Today a function with the same arguments gives something else. The two cannot stand side by side; change the code instead.';
  const kind = old.kind === 'p' ? 'PROCEDURE' : 'FUNCTION';
  return makeStep(finding, {
    statements: [definition.trim().replace(/;$/, '')],
    locks: 'none on tables',
    removeLater: [`DROP ${kind} ${path(old)}(${typesOf(old)})`],
    why: 'The function is as it was.',
  });
}

function namesOf(routine: Routine): string[] {
  const name = `${routine.schema}.${routine.name}`;
  return [`${name}(${typesOf(routine)})`, `${name}(${typesOf(routine).replaceAll(', ', ',')})`, name];
}

function typesOf(routine: Routine): string {
  return routine.arguments.map(({ type }) => type).join(', ');
}
