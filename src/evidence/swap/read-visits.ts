import type { Visit } from '#src/providers/deploys.ts';
import type { Match } from './identity.ts';
import { matchIdentity } from './identity.ts';
import type { SwapQuestion } from './question.ts';
import type { Part } from './swap-proof.ts';

/** Whether the app itself answers as the target. Only unanimous answers count. */
export function readVisits(visits: readonly Visit[], { move, app, targetCommit, leavingCommit }: SwapQuestion): Part {
  const answered = visits.filter((visit) => visit.kind === 'answered');
  const statuses = [...new Set(answered.map((visit) => visit.status))];
  const details = { asked: visits.length, answered: answered.length, statuses, path: app.identityPath };
  const part = (verdict: Part['verdict'], summary: string, pending: Part['pending'] = 'no'): Part => ({
    verdict,
    summary,
    pending,
    details,
  });
  const host = new URL(app.url).host;
  if (app.identityPath === null) {
    return part(
      'unavailable',
      'The app was not asked which deployment it is: it has no path for that. Add one and name it as `identity` to have this proof.',
    );
  }

  const where = `${host}${app.identityPath}`;
  const failed = visits.find((visit) => visit.kind === 'failed');
  const refused = answered.find((visit) => visit.status < 200 || visit.status > 299);
  const matches = answered
    .filter((visit) => visit.status >= 200 && visit.status <= 299)
    .map((visit) => matchIdentity(visit.body, { deploymentId: move.to, commit: targetCommit }));
  const count = (match: Match) => matches.filter((one) => one === match).length;
  const others = count('another');
  if (others > 0) {
    return part('contradicts', `${where} answered as another deployment ${others} of ${visits.length} times.`, 'settling');
  }
  if (failed !== undefined) return part('unavailable', `${where} could not be reached every time: ${failed.why}.`, 'settling');
  if (refused !== undefined) {
    const to = refused.location === null ? '' : `, to ${refused.location}`;
    return part('inconclusive', `${where} answered ${refused.status}${to}, which does not say which deployment it is.`, 'settling');
  }
  if (visits.length === 0 || count('says nothing') > 0) {
    return part('inconclusive', `${where} answered without a deployment id or commit that can be compared.`);
  }
  if (count('target by id') === visits.length)
    return part('supports', `${where} answered as ${move.to} ${visits.length} of ${visits.length} times.`);
  if (targetCommit === leavingCommit) {
    return part(
      'inconclusive',
      `${where} answered with commit ${short(targetCommit)}, which both deployments share, so it proves nothing.`,
    );
  }
  return part(
    'supports',
    `${where} answered with the target's commit ${short(targetCommit)} ${visits.length} of ${visits.length} times. That is weaker than a deployment id: redeploys share a commit.`,
  );
}

/** Shown because people expect it. `header` is what the platform puts it into; null where it puts it nowhere. */
export function readRequestIds(visits: readonly Visit[], header: string | null): Part {
  const ids = visits.flatMap((visit) => (visit.kind === 'answered' && visit.requestId !== null ? [visit.requestId] : []));
  const [last] = ids.slice(-1);
  if (last === undefined)
    return {
      verdict: 'unavailable',
      summary: header === null ? 'The platform gives answers no id.' : `No answer carried an ${header}.`,
      pending: 'no',
      details: { requestIds: [] },
    };
  const summary = `${header} ${last}: a request id with its regions. It proves nothing about which deployment serves.`;
  return { verdict: 'inconclusive', summary, pending: 'no', details: { requestIds: ids } };
}

function short(commit: string | null): string {
  return (commit ?? '').slice(0, 7);
}
