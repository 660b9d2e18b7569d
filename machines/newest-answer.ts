import type { Answers, IncidentContext } from './context.ts';

/** The question that going back would ask again. What an attempt showed is no answer of a person, and is not taken back. */
export function newestAnswer({ asked, answers }: Pick<IncidentContext, 'asked' | 'answers'>): keyof Answers | undefined {
  return asked.findLast((question) => answers[question] !== null && answers[question] !== 'failed');
}
