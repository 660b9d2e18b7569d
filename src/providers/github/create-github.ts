import type { CodeHost } from '../code-host.ts';
import type { Pipelines } from '../pipelines.ts';
import { annotate } from './annotate.ts';
import { between } from './between.ts';
import { createScope } from './create-scope.ts';
import { marked } from './marked.ts';
import { merge } from './merge.ts';
import { openChange } from './open-change.ts';
import type { GithubOptions } from './options.ts';
import { createPipelines } from './pipelines.ts';
import { planRevert, revert } from './revert.ts';
import { standing } from './standing.ts';
import { makeTag } from './tag.ts';

export interface Github {
  readonly code: CodeHost;
  readonly pipelines: Pipelines;
}

/** One repository on GitHub. @throws SwitchbackError `config_invalid` before anything is sent, without a secret in it. */
export function createGithub(options: GithubOptions): Github {
  const scope = createScope(options);
  return {
    code: {
      source: 'github',
      main: options.main,
      mayOpen: options.mayOpen === true,
      between: (target, live, signal) => between(scope, target, live, signal),
      plan: (wish, signal) => planRevert(scope, wish, signal),
      revert: (order, beforeSend, signal) => revert(scope, order, beforeSend, signal),
      open: (change, beforeSend, signal) => openChange(scope, change, beforeSend, signal),
      standing: (branch, since, signal) => standing(scope, branch, since, signal),
      merge: (order, beforeSend, signal) => merge(scope, order, beforeSend, signal),
      tag: (order, beforeSend, signal) => makeTag(scope, order, beforeSend, signal),
      marked: (tag, signal) => marked(scope, tag, signal),
      annotate: (note, beforeSend, signal) => annotate(scope, note, beforeSend, signal),
    },
    pipelines: createPipelines(scope),
  };
}
