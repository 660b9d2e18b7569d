import { currentMeta } from '#machines/current-meta.ts';
import type { Snapshot } from '#machines/choices.ts';
import type { NamedAction } from '#src/engine/plan.ts';
import type { Turned } from '#src/engine/tree.ts';
import type { Approval } from '#src/slack/approval.ts';

/** While the bot works, states pass quickly: only the one that stays is worth an update of the message. */
const WORKING_MS = 600;

/**
 * What every change of an incident asks for besides what the tree named: a message to whoever is needed as a second person, and one
 * update of the status message.
 */
export function completer(approvalOf: (snapshot: Snapshot) => Approval | null) {
  return (actions: readonly NamedAction[], after: Turned): readonly NamedAction[] => {
    const snapshot = after.snapshot as Snapshot;
    const approval = after.asksAnew ? approvalOf(snapshot) : null;
    const passes = after.turn > 1 && currentMeta(snapshot).waitsFor === 'bot';
    return [
      ...actions,
      ...(approval === null ? [] : [{ type: 'askApproval', params: approval }]),
      { type: 'renderStatus', params: { afterMs: passes ? WORKING_MS : 0 } },
    ];
  };
}
