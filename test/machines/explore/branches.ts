import type { AnyStateNode, AnyTransitionDefinition } from 'xstate';
import type { Snapshot } from '#machines/choices.ts';
import type { IncidentEvent } from '#machines/events.ts';
import { incident } from '#machines/incident.ts';

export function stateNodes(node: AnyStateNode = incident.root): readonly AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap((child) => stateNodes(child))];
}

export function atomicStates(): readonly AnyStateNode[] {
  return stateNodes().filter(({ type }) => type === 'atomic' || type === 'final');
}

/** One line of the tree by where it stands: `classifying.weighing always 2`, `recovering.moving move.refused 1`. */
export function branches(): ReadonlyMap<AnyTransitionDefinition, string> {
  return new Map(
    stateNodes().flatMap((node) =>
      lists(node).flatMap(([event, list]) =>
        // A line without a target and an action is a refusal: it can be read in the tree and never taken.
        list
          .filter(({ target, actions }) => target !== undefined || actions.length > 0)
          .map((branch) => [branch, `${node.path.join('.') || 'incident'} ${event} ${list.indexOf(branch)}`] as const),
      ),
    ),
  );
}

/** Every branch list of a state by the event that it is for; `always` for the one that waits for nothing. */
export function lists(node: AnyStateNode): readonly (readonly [string, readonly AnyTransitionDefinition[]])[] {
  return [...node.transitions, ...(node.always === undefined ? [] : [['always', node.always] as const])];
}

/** The `always` lines that this passing state leads on by. */
export function followed(snapshot: Snapshot, event: IncidentEvent): readonly AnyTransitionDefinition[] {
  return snapshot._nodes
    .flatMap(({ always }) => (always === undefined ? [] : [always.find((branch) => holds(branch, snapshot, event))]))
    .filter((branch) => branch !== undefined);
}

function holds({ guard }: AnyTransitionDefinition, { context }: Snapshot, event: IncidentEvent): boolean {
  if (guard === undefined) return true;
  const name = typeof guard === 'string' ? guard : 'type' in guard ? guard.type : '';
  const params = typeof guard === 'object' && 'params' in guard ? guard.params : undefined;
  const predicate = incident.implementations.guards?.[name];
  if (typeof predicate !== 'function') throw new Error(`An always list asks a guard without a name in ${name}.`);
  return predicate({ context, event }, params);
}
