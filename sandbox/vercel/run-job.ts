import type { Gesture } from '#domain/deployment.ts';
import { becomeProduction, pointDomain, setAutoAssign } from './point.ts';
import { currentProduction, servingDomains, type Job, type JobWord, type State } from './state.ts';

/**
 * Takes a move: the setting flips at once, the domains follow one by one, and the job ends after `jobMs`.
 * A rollback turns auto-assignment off; a promote turns it on, whatever it was (vercel/vercel#15095).
 */
export function runJob(state: State, type: Gesture, toDeploymentId: string): void {
  const job: Job = {
    type,
    toDeploymentId,
    fromDeploymentId: currentProduction(state),
    requestedAt: state.settings.now(),
    status: 'pending',
    aliases: servingDomains(state).map((domain) => ({ domain: domain.name, status: 'pending' })),
  };
  state.job = job;
  setAutoAssign(state, type === 'promote');
  state.changed({ kind: 'job', status: 'pending' });

  const steps = plan(state, job);
  steps.forEach((step, index) => {
    const timer = setTimeout(
      () => {
        state.timers.delete(timer);
        // A newer job has taken over: the older one moves nothing more.
        if (state.job === job) step();
      },
      (state.settings.jobMs * (index + 1)) / steps.length,
    );
    state.timers.add(timer);
  });
}

function plan(state: State, job: Job): readonly (() => void)[] {
  const become = (status: JobWord) => () => {
    job.status = status;
    if (status === 'succeeded') becomeProduction(state, job.toDeploymentId);
    state.changed({ kind: 'job', status });
  };
  const fault = state.jobFault;
  if (fault?.kind === 'stuck') return [become('in-progress')];
  if (fault?.kind === 'skipped') return [become('skipped')];

  const failed = new Set(fault?.kind === 'partial' ? fault.failedDomains : []);
  const moves = job.aliases.map((alias) => () => {
    const domain = state.domains.get(alias.domain);
    alias.status = failed.has(alias.domain) || !domain ? 'failed' : 'completed';
    if (alias.status === 'completed' && domain) pointDomain(state, domain, job.toDeploymentId);
  });
  return [become('in-progress'), ...moves, become(failed.size > 0 ? 'failed' : 'succeeded')];
}
