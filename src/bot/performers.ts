import type { EffectContract } from '#machines/effects.ts';
import { assessTarget } from '#src/effects/assess-target.ts';
import type { Does } from '#src/effects/does.ts';
import { draftedFiles } from '#src/effects/drafted-files.ts';
import { gatherFacts } from '#src/effects/gather-facts.ts';
import { judgeSchema } from '#src/effects/judge-schema.ts';
import { lookAtRecovery } from '#src/effects/look-at-recovery.ts';
import { markRelease } from '#src/effects/mark-release.ts';
import { observeAutoAssignment } from '#src/effects/observe-auto-assignment.ts';
import { observeJob } from '#src/effects/observe-job.ts';
import { observeSwap } from '#src/effects/observe-swap.ts';
import type { EffectParts } from '#src/effects/parts.ts';
import { precomputeReport } from '#src/effects/precompute-report.ts';
import { proposeFix } from '#src/effects/propose-fix.ts';
import { readStep } from '#src/effects/read-step.ts';
import { setAutoAssignment } from '#src/effects/set-auto-assignment.ts';
import { startMove, type MoveTiming } from '#src/effects/start-move.ts';
import { watchClosed } from '#src/effects/watch-closed.ts';
import { watchProduction } from '#src/effects/watch-production.ts';
import type { Performers } from '#src/engine/performer.ts';
import type { DrillOccurrence } from '#src/slack/drills.ts';
import type { Incidents } from '#src/slack/incidents.ts';
import { drillHandOver, drillReminder } from '#src/slack/messages/drill-reminder.ts';
import { journalBroken, type BrokenJournal } from '#src/slack/messages/journal-broken.ts';
import { askApproval } from '#src/slack/posts/ask-approval.ts';
import { createPoster, type PosterParts } from '#src/slack/posts/poster.ts';
import { postOnce } from '#src/slack/posts/post-once.ts';
import { renderStatus } from '#src/slack/posts/render-status.ts';
import { say } from '#src/slack/posts/say.ts';
import { tell } from '#src/slack/posts/tell.ts';

/** A vendor that answers slowly must not keep a move or a word to people waiting, nor Slack a move. */
export const LANES = { production: 8, people: 16, watch: 4 };

/** Whoever does what the tree asks for, all of it. */
type TreePerformers = { readonly [Kind in keyof EffectContract]: Does<Kind> };

/** Who does which kind of effect. */
export function performers(parts: EffectParts, incidents: Incidents, slack: PosterParts, timing: MoveTiming) {
  const { client } = slack;
  const poster = createPoster(slack);
  return {
    gatherFacts: gatherFacts(parts),
    assessTarget: assessTarget(parts),
    judgeSchema: judgeSchema(parts),
    proposeFix: proposeFix(parts),
    precomputeReport: precomputeReport(parts),
    startMove: startMove(parts, timing),
    observeJob: observeJob(parts),
    observeSwap: observeSwap(parts),
    lookAtRecovery: lookAtRecovery(parts),
    watchClosed: watchClosed(parts),
    watchProduction: watchProduction(parts),
    observeAutoAssignment: observeAutoAssignment(parts),
    setAutoAssignment: setAutoAssignment(parts),
    markRelease: markRelease(parts),
    readStep: readStep(parts),
    askApproval: askApproval({ client, poster, incidents, drafted: draftedFiles(parts) }),
    say: say({ client, poster, incidents }),
    tell: tell(client, incidents),
    renderStatus: renderStatus(client, poster, incidents),
    sayJournalBroken: postOnce<BrokenJournal>(client, poster, journalBroken),
    remindDrill: postOnce<DrillOccurrence>(client, poster, drillReminder),
    sayDrillHandOver: postOnce<DrillOccurrence & { by: string; to: string }>(client, poster, ({ by, to, ...drill }) =>
      drillHandOver(drill, by, to),
    ),
  } satisfies TreePerformers & Performers;
}
