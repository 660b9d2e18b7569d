import type { OpenAnswer } from '../code-host.ts';
import { findRequest } from './find-request.ts';
import { withMarker } from './marker.ts';
import { openedRequest, Pull } from './pull-schema.ts';
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

const LONGEST_TITLE = 200;
/** GitHub takes no longer one. */
const LONGEST_BODY = 60_000;

export async function openRequest(scope: Scope, wanted: NewRequest, beforeSend: () => void, signal: AbortSignal): Promise<OpenAnswer> {
  const { branch, into, draft, at } = wanted;
  const title = Array.from(wanted.title.replaceAll(/\s+/g, ' ').trim()).slice(0, LONGEST_TITLE).join('');
  const body = withMarker(wanted.body.toWellFormed().slice(0, LONGEST_BODY), branch);
  const opened = await write(
    scope,
    {
      what: `open a pull request for ${branch}`,
      undone: 'it was not opened',
      route: 'POST /repos/{owner}/{repo}/pulls',
      parameters: { ...scope.repo, title: title.toWellFormed(), head: branch, base: into, body, draft },
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
