import { currentMeta } from '#machines/current-meta.ts';
import type { Snapshot } from '#machines/choices.ts';
import type { NamedAction } from '#src/engine/plan.ts';
import type { Turned } from '#src/engine/tree.ts';
import type { Approval } from '#src/slack/approval.ts';

/** While the bot works, states pass quickly: only the one that stays is worth an update of the message. */
const WORKING_MS = 600;

/**
 * What every change of an incident asks for besides what the tree named: replies in the order said, one write to a service at a time,
 * a message to whoever is needed as a second person, and one update of the status message, which replaces any that is still waiting.
 */
export function completer(approvalOf: (snapshot: Snapshot) => Approval | null) {
  return (actions: readonly NamedAction[], after: Turned): readonly NamedAction[] => {
    const snapshot = after.snapshot as Snapshot;
    const { incident, service } = snapshot.context;
    const approval = after.asksAnew ? approvalOf(snapshot) : null;
    return [
      ...actions.map((action) => withResource(action, incident, service)),
      ...(approval === null ? [] : [{ type: 'askApproval', params: { ...approval, resource: `thread:${incident}` } }]),
      drawing(incident, snapshot, after.turn),
    ];
  };
}

function drawing(incident: string, snapshot: Snapshot, turn: number): NamedAction {
  const passes = turn > 1 && currentMeta(snapshot).waitsFor === 'bot';
  return { type: 'renderStatus', params: { resource: `status:${incident}`, supersedes: true, afterMs: passes ? WORKING_MS : 0 } };
}

function withResource(action: NamedAction, incident: string, service: string): NamedAction {
  if (action.type === 'say') return { type: action.type, params: { ...(action.params as object), resource: `thread:${incident}` } };
  if (action.type === 'startMove' || action.type === 'setAutoAssignment') {
    return { type: action.type, params: { ...(action.params as object), resource: `production:${service}` } };
  }
  // The next is due whether or not the last was begun: only one may wait.
  if (action.type === 'watchProduction') {
    return { type: action.type, params: { ...(action.params as object), resource: `watch:${incident}`, supersedes: true } };
  }
  return action;
}
