import type { Evidence, Verdict } from '#domain/evidence.ts';
import { SwitchbackError } from '#domain/errors.ts';
import type { FixDraft } from '#domain/fix-draft.ts';
import type { FixRequest, ReportOf } from '#machines/effects.ts';
import type { Outcome, Reconciled } from '#src/engine/performer.ts';
import { draftOf } from '#src/evidence/schema/draft-of.ts';
import { orAborted, withinDeadline } from '#src/evidence/within-deadline.ts';
import type { Code, Proposal, ProposalAnswer, ProposalReading } from '#src/providers/code.ts';
import type { FixSummary } from '#src/schema/verdict/span-report.ts';
import { openedForReview } from './opened-for-review.ts';
import type { EffectParts, ServiceParts } from './parts.ts';
import { proposalOf } from './proposal-of.ts';
import type { Does } from './does.ts';

/** From the last look to the proposal being there or certainly not: one request with its time-out, or one `git` with nothing to wait for. */
const SEND_MS = 25_000;
/** The draft may have to be made anew. */
const DRAFT_MS = 60_000;

/**
 * Shows the drafted forward-fix, and opens it as a proposal. It is never run. The branch is asked for once; a lost outcome is read back. What
 * cannot be written is shown all the same: a person can still use it.
 */
export function proposeFix(parts: EffectParts): Does<'proposeFix'> {
  return {
    leaseMs: DRAFT_MS + 3 * SEND_MS,
    repeat: 'reconcile',
    maxAttempts: 3,
    perform: async (effect, { signal, now, beforeSend }) => {
      const { input } = effect;
      const service = parts.service(input.service);
      const fix = await provedFix(service, input, signal);
      if (typeof fix === 'string') return done(input, null, evidence('unavailable', fix, now()));
      const draft = draftOf(fix);
      const tell = (verdict: Verdict, summary: string) => done(input, draft, evidence(verdict, summary, now(), sourceOf(service)));
      const place = placeFor(service, input, fix);
      if (typeof place === 'string') return tell('unavailable', `It was not written to a branch. ${place}`);
      const proposal = proposalOf(effect, fix);
      try {
        const answer = await orAborted(
          place.propose(proposal, () => beforeSend(SEND_MS), signal),
          signal,
        );
        return tell(...words(answer, proposal));
      } catch (error) {
        if (!(error instanceof SwitchbackError) || error.code === 'outcome_unknown') throw error;
        return tell('unavailable', `It was not written to a branch. ${error.message}`);
      }
    },
    reconcile: async (effect, { signal, now }) => {
      const { input } = effect;
      const service = parts.service(input.service);
      const fix = await provedFix(service, input, signal);
      if (typeof fix === 'string') return { kind: 'cannot tell', why: fix };
      const place = placeFor(service, input, fix);
      if (typeof place === 'string') return { kind: 'cannot tell', why: place };
      const proposal = proposalOf(effect, fix);
      return readBack(await orAborted(place.proposed(proposal, signal), signal), proposal, (verdict, summary) =>
        proposed(input, draftOf(fix), evidence(verdict, summary, now(), sourceOf(service))),
      );
    },
    onGivenUp: ({ input, createdAt }, why) => proposed(input, null, evidence('unavailable', `It could not be proposed. ${why}`, createdAt)),
    onAmbiguous: ({ input, createdAt }, why) =>
      proposed(input, null, evidence('unavailable', `Nobody can tell whether its branch was written: look for it. ${why}`, createdAt)),
  };
}

type Place = Pick<Code, 'propose' | 'proposed'>;

type Proposed = ReportOf<'proposeFix'>;

type ProvedFix = Extract<FixSummary, { kind: 'proved' }>;

/** The fix, or why there is none. */
async function provedFix({ schema }: ServiceParts, { from, to }: FixRequest, signal: AbortSignal): Promise<ProvedFix | string> {
  if (schema === null) return 'No repository is configured any more, so there is no draft.';
  const asked = await withinDeadline((stopped) => schema.ask({ from, to }, stopped), DRAFT_MS, signal);
  if (asked.kind === 'unavailable') return `The draft could not be looked up. ${asked.why}`;
  const { report } = asked.value;
  return report.fix?.kind === 'proved' ? report.fix : `The schema was judged anew, and there is no proved draft now: ${report.sentence}`;
}

/** Where it may be written, or why nowhere. */
function placeFor({ config, code, codeHost }: ServiceParts, { mode }: FixRequest, { left, hurts, uncovered }: ProvedFix): Place | string {
  if (mode === 'drill' && !config.drillsAllowed) return `Drills are not allowed for ${config.name}.`;
  if (!config.code.proposals) return 'code.proposals is off.';
  // One of a drill, or one that a person must add to, is no call for a review.
  if (codeHost?.mayOpen) return openedForReview(codeHost, mode === 'drill' || left.length + hurts.length + uncovered.length > 0);
  return code ?? 'No repository is configured any more.';
}

function sourceOf({ codeHost }: ServiceParts): string {
  return codeHost?.mayOpen ? codeHost.source : 'git';
}

function words(answer: ProposalAnswer, { branch }: Proposal): [Verdict, string] {
  if (answer.kind === 'refused') return ['contradicts', `It was not written to a branch. ${answer.why}`];
  const there = answer.kind === 'already there' ? ' It was there already.' : '';
  return ['supports', `${where(branch, answer)}${there} Nothing was run.`];
}

function readBack(
  reading: ProposalReading,
  { branch }: Proposal,
  event: (verdict: Verdict, summary: string) => Proposed,
): Reconciled<Proposed> {
  switch (reading.kind) {
    case 'there':
      return { kind: 'landed', event: event('supports', `${where(branch, reading)} Nothing was run.`) };
    case 'absent':
      return { kind: 'absent' };
    case 'another':
      return { kind: 'landed', event: event('contradicts', `It was not written to a branch. ${reading.why}`) };
  }
}

function where(branch: string, { commit, url }: { readonly commit: string; readonly url: string | null }): string {
  return `It is on branch ${branch}, commit ${commit.slice(0, 10)}${url === null ? '' : ` (${url})`}.`;
}

function evidence(verdict: Verdict, summary: string, now: number, source = 'git'): Evidence {
  return { kind: 'fix.proposed', source, verdict, summary, observedAt: now };
}

function proposed({ target }: FixRequest, draft: FixDraft | null, found: Evidence): Proposed {
  return { type: 'fix.proposed', target, draft, evidence: [found] };
}

function done(input: FixRequest, draft: FixDraft | null, found: Evidence): Outcome<Proposed> {
  return { kind: 'done', event: proposed(input, draft, found) };
}
