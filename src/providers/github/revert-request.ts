import { z } from 'zod';
import type { OpenedRequest } from '../code-host.ts';
import type { Scope } from './scope.ts';
import { write, type Written } from './write.ts';

/** There is nothing like it in the REST API. */
const MUTATION = `mutation Revert($input: RevertPullRequestInput!) {
  revertPullRequest(input: $input) {
    revertPullRequest { number url headRefName headRefOid isDraft }
  }
}`;

const Answer = z.union([
  z.object({
    data: z.object({
      revertPullRequest: z.object({
        revertPullRequest: z.object({
          number: z.int(),
          url: z.string(),
          headRefName: z.string(),
          headRefOid: z.string(),
          isDraft: z.boolean(),
        }),
      }),
    }),
  }),
  // The mutation changed nothing where its own field is null.
  z.object({
    data: z.object({ revertPullRequest: z.null() }).nullish(),
    // One that names no kind is GitHub's own trouble, a time-out in the middle for one: no answer to rely on.
    errors: z
      .array(
        z.union([
          z.object({ message: z.string(), type: z.string() }),
          z.object({ message: z.string(), extensions: z.object({ code: z.string() }) }),
        ]),
      )
      .min(1),
  }),
]);

/** GitHub's own revert of one merged pull request, which is a true merge. It opens another one each time it is asked. */
export async function revertRequest(
  scope: Scope,
  input: { readonly node: string; readonly number: number; readonly title: string; readonly body: string },
  beforeSend: () => void,
  signal: AbortSignal,
): Promise<Written<OpenedRequest>> {
  const { node, number, title, body } = input;
  const order = {
    what: `revert pull request ${number}`,
    undone: 'it was not reverted',
    route: `POST ${graphqlUrl(scope.options.apiUrl)}`,
    parameters: { query: MUTATION, variables: { input: { pullRequestId: node, title, body, draft: false } } },
  };
  const written = await write(scope, order, Answer, beforeSend, signal);
  if (written.kind === 'refused') return written;
  if ('errors' in written.value) return { kind: 'refused', message: written.value.errors.map((error) => error.message).join(': ') };
  const { headRefName, headRefOid, isDraft, ...made } = written.value.data.revertPullRequest.revertPullRequest;
  return { kind: 'done', value: { number: made.number, url: made.url, branch: headRefName, head: headRefOid, draft: isDraft } };
}

/** A server of one's own has it beside its REST API, not below. */
function graphqlUrl(apiUrl: string): string {
  return `${apiUrl.replace(/\/+$/, '').replace(/\/api\/v3$/, '/api')}/graphql`;
}
