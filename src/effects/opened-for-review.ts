import type { Code, Proposal } from '#src/providers/code.ts';
import type { CodeHost } from '#src/providers/code-host.ts';

/** A place for proposals where the code is reviewed: each is a request into its main branch. */
export function openedForReview(codeHost: CodeHost, isDraft: boolean): Pick<Code, 'propose' | 'proposed'> {
  return {
    propose: async (proposal: Proposal, beforeSend, signal) => {
      const answer = await codeHost.open({ ...proposal, into: codeHost.main, draft: isDraft }, beforeSend, signal);
      if (answer.kind === 'refused') return answer;
      return { kind: answer.kind === 'opened' ? 'created' : 'already there', commit: answer.head, url: answer.url };
    },
    // A branch without its request is completed by asking again.
    proposed: async ({ branch, at }, signal) => {
      const found = await codeHost.standing(branch, at, signal);
      return found.kind === 'absent' || found.kind === 'branch only'
        ? { kind: 'absent' }
        : { kind: 'there', commit: found.head, url: found.url };
    },
  };
}
