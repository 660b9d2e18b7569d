import { SwitchbackError } from '#domain/errors.ts';
import { orAborted } from '#src/evidence/within-deadline.ts';
import type { EffectParts } from './parts.ts';
import type { Does } from './does.ts';

/** Marks the release that production went to, so that the error tracker's own pages show the recovery. It stops nothing when it fails. */
export function markRelease(parts: EffectParts): Does<'markRelease'> {
  return {
    leaseMs: 60_000,
    repeat: 'safe',
    maxAttempts: 3,
    perform: async ({ input: { incident, service, move } }, { signal, now }) => {
      const { errors, config } = parts.service(service);
      if (errors === null) return done('No error tracker is configured, so no release was marked.');
      const release = move.target.commit ?? move.target.id;
      const from = move.expectedLive?.commit ?? move.expectedLive?.id ?? 'unknown';
      const verb = move.purpose === 'recovery' ? 'rollback from' : 'forward again from';
      const mark = {
        release,
        name: `${verb} ${from.slice(0, 12)} (${incident})`,
        url: config.app.url,
        startedAt: move.acceptedAt ?? move.confirmedAt,
        finishedAt: move.movedAt ?? now(),
      };
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(2 * config.factTimeoutMs)]);
      try {
        await orAborted(errors.mark(mark, deadline), deadline);
      } catch (error) {
        if (error instanceof SwitchbackError && error.code === 'outcome_unknown') throw error;
        if (error instanceof SwitchbackError) return done(`The release could not be marked in the error tracker: ${error.message}`);
        throw error;
      }
      return done(`${release.slice(0, 12)} is marked as “${mark.name}” in the error tracker.`);
    },
    onGivenUp: (_, why) => ({ type: 'release.marked', summary: `The release could not be marked in the error tracker: ${why}` }),
  };
}

function done(summary: string) {
  return { kind: 'done' as const, event: { type: 'release.marked' as const, summary } };
}
