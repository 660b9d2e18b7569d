import type { OpenAnswer, RevertOrder, RevertReading, RevertWish } from '../code-host.ts';
import { findRequest } from './find-request.ts';
import { makeBranch, readBranch } from './make-branch.ts';
import { openRequest } from './open-request.ts';
import { prepareRevert, type PreparedRevert } from './prepare-revert.ts';
import { openedRequest } from './pull-schema.ts';
import { requestBody, requestTitle } from './request-text.ts';
import { revertRequest } from './revert-request.ts';
import { revertBody, revertMessage } from './revert-text.ts';
import type { Scope } from './scope.ts';

export async function planRevert(scope: Scope, wish: RevertWish, signal: AbortSignal): Promise<RevertReading> {
  const base = await readBranch(scope, wish.into, signal);
  if (base === null)
    return { kind: 'cannot', why: `There is no branch ${wish.into}, so no revert was worked out. Correct the branch's name.` };
  const preparing = await prepareRevert(scope, wish, base, signal);
  return preparing.kind === 'prepared' ? { kind: 'planned', ...preparing.prepared.plan } : preparing;
}

export async function revert(scope: Scope, order: RevertOrder, beforeSend: () => void, signal: AbortSignal): Promise<OpenAnswer> {
  const found = await findRequest(scope, order.branch, order.at, signal);
  if (found !== null) return { kind: 'already there', ...openedRequest(found) };
  const preparing = await prepareRevert(scope, order, order.base, signal);
  if (preparing.kind === 'cannot') return { kind: 'refused', why: preparing.why };
  if (preparing.kind === 'nothing to undo') {
    return { kind: 'refused', why: 'All of it is as it was before already, or is left as it is, so no pull request was opened.' };
  }
  return (
    (await asWhole(scope, order, preparing.prepared, beforeSend, signal)) ??
    (await byFiles(scope, order, preparing.prepared, beforeSend, signal))
  );
}

/** Null where GitHub refused it, or it is not the same: a branch that is there already says that the other way was taken before. */
async function asWhole(
  scope: Scope,
  order: RevertOrder,
  { plan, messages, request }: PreparedRevert,
  beforeSend: () => void,
  signal: AbortSignal,
): Promise<OpenAnswer | null> {
  if (request === null || (await readBranch(scope, order.branch, signal)) !== null) return null;
  const body = requestBody(revertBody(order, { ...plan, conflicts: [] }, messages), order.branch);
  const reverted = await revertRequest(scope, { ...request, title: requestTitle(order.title), body }, beforeSend, signal);
  return reverted.kind === 'done' ? { kind: 'opened', ...reverted.value } : null;
}

async function byFiles(
  scope: Scope,
  order: RevertOrder,
  { plan, base, entries, messages }: PreparedRevert,
  beforeSend: () => void,
  signal: AbortSignal,
): Promise<OpenAnswer> {
  const { branch, into, title, at } = order;
  const made = await makeBranch(scope, { branch, base, entries, message: revertMessage(order, plan) }, beforeSend, signal);
  if (made.kind === 'refused') return made;
  const body = revertBody(order, plan, messages);
  return await openRequest(scope, { branch, into, title, body, draft: plan.conflicts.length > 0, at }, beforeSend, signal);
}
