import type { Catalogue, Routine } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { compareTypes } from './compare-types.ts';
import { found } from './found.ts';
import { qualified } from './named.ts';
import { privilegeFindings } from './privileges.ts';

export function functionFindings(before: Catalogue, after: Catalogue): Finding[] {
  const old = before.functions.filter(isCallable);
  const now = after.functions.filter(isCallable);
  return [
    ...old.flatMap((routine) => fate(routine, now)),
    ...triggerBodies(before, after),
    ...now.flatMap((routine) => ambiguities(routine, old, now)),
  ];
}

/** Trigger functions are called by the database alone. */
export function isCallable(routine: Routine): boolean {
  return !/^(?:trigger|event_trigger|internal)$/.test(routine.result);
}

/** The identity of a function as PostgreSQL prints it: `public.total(integer, numeric)`. */
export function signature(routine: Routine): string {
  return `${qualified(routine)}(${routine.arguments.map((argument) => argument.type).join(', ')})`;
}

function fate(old: Routine, now: readonly Routine[]): Finding[] {
  const object = signature(old);
  const same = now.find((candidate) => signature(candidate) === object);
  if (same) return [...changes(object, old, same), ...privilegeFindings(object, old.grants, same.grants)];
  const overload = now.find((candidate) => qualified(candidate) === qualified(old) && accepts(candidate, old));
  if (!overload) return [found('FUNCTION_DROPPED', object, `${object} no longer exists.`)];
  const message = `${object} no longer exists; ${signature(overload)} takes the same call by position, but perhaps not by name.`;
  return [found('FUNCTION_DROPPED', object, message, { severity: 'conditional' }), ...results(object, old, overload)];
}

/** Whether every call by position of `old` fits. */
function accepts(candidate: Routine, old: Routine): boolean {
  if (candidate.variadic || old.variadic || candidate.kind !== old.kind) return false;
  if (candidate.arguments.length < old.arguments.length || required(candidate) > required(old)) return false;
  return old.arguments.every(({ type }, at) => {
    const change = compareTypes(type, candidate.arguments[at]?.type ?? '');
    return change === 'same' || change === 'widened';
  });
}

function required(routine: Routine): number {
  return routine.arguments.length - routine.defaults;
}

function changes(object: string, old: Routine, now: Routine): Finding[] {
  if (old.kind !== now.kind)
    return [
      found('FUNCTION_DROPPED', object, `${object} is no longer called the same way: it became another kind of routine.`, {
        sqlstate: '42809',
      }),
    ];
  const names = old.arguments.some(({ name }, at) => name !== '' && name !== now.arguments[at]?.name);
  return [
    ...(names
      ? [
          found('FUNCTION_DROPPED', object, `The arguments of ${object} have other names: a call by name fails.`, {
            severity: 'conditional',
          }),
        ]
      : []),
    ...(required(now) > required(old)
      ? [
          found('FUNCTION_DROPPED', object, `${object} has lost a default: a call that leaves that argument out fails.`, {
            severity: 'data',
          }),
        ]
      : []),
    ...results(object, old, now),
    ...(old.body === now.body ? [] : [found('FUNCTION_BODY_CHANGED', object, `${object} does something else than before.`)]),
  ];
}

function results(object: string, old: Routine, now: Routine): Finding[] {
  if (old.result === now.result) return [];
  const from = `${object} returned ${old.result} and returns ${now.result}`;
  const lost = old.columns.filter((column) => !now.columns.some((candidate) => candidate.name === column.name));
  if (lost.length > 0)
    return [
      found('FUNCTION_RESULT_CHANGED', object, `${from}: ${lost.map((column) => column.name).join(', ')} is gone.`, { sqlstate: '42703' }),
    ];
  const compatible =
    old.columns.length > 0
      ? old.columns.every((column) => fits(column.type, now.columns.find(({ name }) => name === column.name)?.type ?? ''))
      : fits(old.result, now.result);
  return [found('FUNCTION_RESULT_CHANGED', object, `${from}.`, compatible ? { severity: 'conditional', sqlstate: null } : {})];
}

function fits(before: string, after: string): boolean {
  return before === 'void' || compareTypes(before.replace(/^SETOF /, ''), after.replace(/^SETOF /, '')) !== 'changed';
}

/** Nobody calls a trigger function, but what it does to a write may change. */
function triggerBodies(before: Catalogue, after: Catalogue): Finding[] {
  return before.functions.flatMap((old) => {
    const now = old.result === 'trigger' ? after.functions.find((candidate) => signature(candidate) === signature(old)) : undefined;
    if (!now || now.body === old.body) return [];
    return [found('FUNCTION_BODY_CHANGED', signature(old), `The trigger function ${signature(old)} does something else than before.`)];
  });
}

function ambiguities(added: Routine, old: readonly Routine[], now: readonly Routine[]): Finding[] {
  const isNew = !old.some((candidate) => signature(candidate) === signature(added));
  if (!isNew || added.variadic) return [];
  return old
    .filter((known) => qualified(known) === qualified(added) && now.some((candidate) => signature(candidate) === signature(known)))
    .filter((known) => required(added) <= known.arguments.length && required(known) <= added.arguments.length)
    .map((known) =>
      found(
        'FUNCTION_OVERLOAD_AMBIGUOUS',
        signature(known),
        `${signature(added)} takes some calls of ${signature(known)} too: such a call may be ambiguous or reach the other one.`,
      ),
    );
}
