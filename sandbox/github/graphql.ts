import { readFileSync } from 'node:fs';
import { buildSchema, graphql } from 'graphql';
import { createPull } from './create-pull.ts';
import { failure, ok, type Reply } from './reply.ts';
import { pullByNode } from './routes/pulls.ts';
import type { Pull, State } from './state.ts';
import { nodeOf, pullView } from './views.ts';

const SCHEMA = buildSchema(readFileSync(new URL('contract/mutations.graphql', import.meta.url), 'utf8'));

interface Input {
  readonly pullRequestId: string;
  readonly title?: string | null;
  readonly body?: string | null;
  readonly draft: boolean;
}

/** Refused by the mutation itself: such an error names its kind. */
class Refused extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** GitHub's GraphQL, as far as its schema is kept here: what the schema forbids is refused by it. */
export async function answerGraphql(state: State, body: Readonly<Record<string, unknown>>): Promise<Reply> {
  if (typeof body['query'] !== 'string') return failure(400, 'A query attribute must be specified and must be a string.');
  const rootValue = { revertPullRequest: ({ input }: { input: Input }) => revertPullRequest(state, input) };
  const variableValues = (body['variables'] ?? {}) as Record<string, unknown>;
  const { data, errors } = await graphql({ schema: SCHEMA, source: body['query'], rootValue, variableValues });
  if (errors === undefined) return ok({ data });
  const views = errors.map(({ message, path = [], locations = [], originalError }) => {
    const view = { path, locations, message };
    if (originalError instanceof Refused) return Object.assign(view, { type: originalError.type });
    return Object.assign(view, { extensions: { code: 'argumentLiteralsIncompatible' } });
  });
  return ok({ ...(data == null ? {} : { data }), errors: views });
}

async function revertPullRequest(state: State, { pullRequestId, title, body, draft }: Input) {
  const pull = pullByNode(state, pullRequestId);
  if (state.hidden || pull === undefined)
    throw new Refused('NOT_FOUND', `Could not resolve to a node with the global id of '${pullRequestId}'`);
  if (pull.merged === null) throw new Refused('UNPROCESSABLE', 'Pull request is not merged');
  const branch = await branchWithout(state, pull);
  const { owner, repository } = state.settings;
  const made = await createPull(state, {
    title: title ?? `Revert "${pull.title}"`,
    body: body ?? `Reverts ${owner}/${repository}#${pull.number}`,
    branch,
    base: pull.base,
    draft,
    user: 'switchback[bot]',
  });
  if (typeof made !== 'object' || 'field' in made) throw new Refused('UNPROCESSABLE', JSON.stringify(made));
  return { pullRequest: node(state, pull), revertPullRequest: node(state, made) };
}

/** A true merge, as of `git revert`: of each commit that it brought, newest first. */
async function branchWithout(state: State, pull: Pull): Promise<string> {
  const { git } = state;
  const base = (await git.idOf(`refs/heads/${pull.base}`)) ?? '';
  const brought = pull.merged?.how === 'merge' ? [pull.merged.commit] : pull.brought.toReversed();
  let tree = (await git.idOf(`${base}^{tree}`)) ?? '';
  for (const commit of brought) {
    const undone = await git.merge(`${commit}^{tree}`, tree, `${commit}^1^{tree}`);
    if (undone === null || undone === tree) {
      throw new Refused(
        'UNPROCESSABLE',
        'This pull request could not be reverted automatically. It may have been reverted already, or changed since.',
      );
    }
    tree = undone;
  }
  const wanted = `revert-${pull.number}-${pull.branch}`;
  let branch = wanted;
  for (let number = 1; (await git.idOf(`refs/heads/${branch}`)) !== null; number += 1) branch = `${wanted}-${number}`;
  await git.commit({ branch, tree, parents: [base], message: `Revert "${pull.title}"`, author: 'switchback[bot]' });
  return branch;
}

function node(state: State, pull: Pull) {
  const { html_url } = pullView(state, pull);
  return {
    id: nodeOf(pull),
    number: pull.number,
    title: pull.title,
    body: pull.body,
    url: html_url,
    headRefName: pull.branch,
    headRefOid: pull.head,
    baseRefName: pull.base,
    isDraft: pull.draft,
  };
}
