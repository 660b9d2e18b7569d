import type { OpenAnswer } from '../code-host.ts';
import { findRequest } from './find-request.ts';
import { openedRequest, Pull } from './pull-schema.ts';
import { requestBody, requestTitle } from './request-text.ts';
import type { Scope } from './scope.ts';
import { write } from './write.ts';

export interface NewRequest {
  /** The branch that is there already, and its key. */
  readonly branch: string;
  readonly into: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
  readonly at: number;
}

export async function openRequest(scope: Scope, wanted: NewRequest, beforeSend: () => void, signal: AbortSignal): Promise<OpenAnswer> {
  const { branch, into, draft, at } = wanted;
  const [title, body] = [requestTitle(wanted.title), requestBody(wanted.body, branch)];
  const opened = await write(
    scope,
    {
      what: `open a pull request for ${branch}`,
      undone: 'it was not opened',
      route: 'POST /repos/{owner}/{repo}/pulls',
      parameters: { ...scope.repo, title, head: branch, base: into, body, draft },
    },
    Pull,
    beforeSend,
    signal,
  );
  if (opened.kind === 'done') return { kind: 'opened', ...openedRequest(opened.value) };
  // Somebody else may have been quicker: GitHub has one open request for a branch at most.
  const found = await findRequest(scope, branch, at, signal);
  if (found !== null) return { kind: 'already there', ...openedRequest(found) };
  const why = `GitHub did not open a pull request for the branch ${branch}, which is there: ${opened.message}`;
  return { kind: 'refused', why };
}
