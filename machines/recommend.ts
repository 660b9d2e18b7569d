import type { Evidence, EvidenceKind } from '#domain/evidence.ts';
import type { IncidentClass } from '#domain/service.ts';
import type { Answers, IncidentContext } from './context.ts';
import { schemaVerdict } from './schema-verdict.ts';

export type Question = keyof Answers;

/** What the bot would do next in classifying: ask the one thing that no fact answers, or name the class with its reasons. */
export type Recommendation =
  | { readonly kind: 'ask'; readonly question: Question; readonly because: string }
  | { readonly kind: 'class'; readonly class: IncidentClass; readonly reasons: readonly string[] };

type Known = Pick<IncidentContext, 'evidence' | 'answers' | 'asked' | 'mode'>;

/** Beyond this the tired reader guesses; what is still unknown then is taken as the worse of the two answers. */
const MOST_QUESTIONS = 3;

/**
 * The questions in their order: is data lost, is a migration stuck, is the bad deploy serving at all, did the errors begin with it,
 * would the target run on today's schema. A fact answers before a person does, and a missing fact answers nothing.
 */
export function recommend(known: Known): Recommendation {
  return lossOfData(known) ?? stuckMigration(known) ?? notServing(known) ?? notTheDeploy(known) ?? schemaOrApp(known);
}

function lossOfData(known: Known): Recommendation | null {
  const { evidence, answers } = known;
  const data = evidence['data.intact'];
  if (data?.verdict === 'contradicts') return classified('catastrophic', [data.summary]);
  if (answers.data === 'lost') return classified('catastrophic', ['A responder says that data is lost or the database is down.']);
  if (data?.verdict === 'supports' || answers.data === 'intact') return null;
  const unknown = 'No source can prove that data is intact.';
  return ask(known, 'data', unknown) ?? classified('catastrophic', [`${unknown} Unknown is treated as lost.`]);
}

/** A lock that everybody waits for is the fault itself, whichever code serves. Only the database can say so; nobody is asked. */
function stuckMigration({ evidence }: Known): Recommendation | null {
  const free = evidence['database.free'];
  return free?.verdict === 'contradicts' ? classified('schema mistake', [free.summary]) : null;
}

function notServing(known: Known): Recommendation | null {
  const { evidence, answers } = known;
  const serving = evidence['deploy.serving'];
  if (serving?.verdict === 'contradicts') return classified('not live yet', [serving.summary]);
  if (serving?.verdict === 'supports' || answers.serving === 'yes') return null;
  if (answers.serving === 'no') return classified('not live yet', ['A responder says that the deploy does not serve production.']);
  return ask(known, 'serving', because(evidence, 'deploy.serving'));
}

function notTheDeploy(known: Known): Recommendation | null {
  const { evidence, answers, mode } = known;
  // A drill rehearses a deploy that is taken to be bad, so the absence of errors ends nothing.
  if (mode === 'drill') return null;
  const began = evidence['errors.began'];
  const clean = evidence['target.clean'];
  if (began?.verdict === 'contradicts') return classified('not the deploy', [began.summary]);
  if (clean?.verdict === 'contradicts') return classified('not the deploy', [clean.summary]);
  if (began?.verdict === 'supports' || answers.errors === 'began') return null;
  if (answers.errors === 'before') return classified('not the deploy', ['A responder says that the errors are older than the deploy.']);
  return ask(known, 'errors', because(evidence, 'errors.began'));
}

function schemaOrApp(known: Known): Recommendation {
  const verdict = schemaVerdict(known);
  const reasons = supporting(known.evidence, ['errors.began', 'target.clean']);
  if (verdict.kind === 'safe') return classified('app bug', [...reasons, verdict.because]);
  if (verdict.kind === 'unsafe') return classified('schema mistake', [...reasons, verdict.because]);
  return (
    ask(known, 'schema', verdict.because) ?? classified('schema mistake', [...reasons, `${verdict.because} Unknown is treated as unsafe.`])
  );
}

function ask({ asked }: Known, question: Question, why: string): Recommendation | null {
  return asked.length < MOST_QUESTIONS ? { kind: 'ask', question, because: why } : null;
}

function classified(name: IncidentClass, reasons: readonly string[]): Recommendation {
  return { kind: 'class', class: name, reasons };
}

function because(evidence: Known['evidence'], kind: EvidenceKind): string {
  return evidence[kind]?.summary ?? 'Nothing was found out about it.';
}

function supporting(evidence: Known['evidence'], kinds: readonly EvidenceKind[]): string[] {
  return kinds
    .map((kind) => evidence[kind])
    .filter((found): found is Evidence => found?.verdict === 'supports')
    .map((found) => found.summary);
}
