import type { Deployment } from '#domain/deployment.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { ConfirmedMove } from '#domain/plan.ts';
import { isLegalFor, type Snapshot } from '#machines/choices.ts';
import type { IncidentContext } from '#machines/context.ts';
import { recommend } from '#machines/recommend.ts';
import { movedBy } from '#machines/recovery-question.ts';
import { schemaVerdict } from '#machines/schema-verdict.ts';
import { moment } from '../moment.ts';
import { linked } from '../link.ts';
import { quote, quoteCode } from '../quote.ts';
import { leftOpenLines, writesLine } from './left-open.ts';
import { seen, seenAt, sourceOf } from './evidence-lines.ts';
import { fixLine, floorLine, proposalLine, scriptLine } from './schema-lines.ts';

/** So much that a phone shows the question, its facts and its buttons at once; the whole sentences are in the thread. */
const LONGEST_FACT = 110;
const LONGEST_ATTEMPT = 192;
/** What is confirmed stands there as a whole. */
const LONGEST_VERDICT = 190;
const LONGEST_REASON = 84;
const LONGEST_MESSAGE = 20;
const LONGEST_DOMAIN = 34;
const MOST_DOMAINS = 2;

/** The facts that the question is about, one `mrkdwn` line each: who, what, from where to where. None where the title says it all. */
export function particulars(snapshot: Snapshot): string[] {
  const { context } = snapshot;
  if (snapshot.matches('closed')) return outcome(context);
  return [...writesLine(context), ...doubt(snapshot), ...ofTheQuestion(snapshot)];
}

function ofTheQuestion(snapshot: Snapshot): string[] {
  const { context } = snapshot;
  if (snapshot.matches('classifying')) return recommendation(context);
  if (snapshot.matches({ rePoint: 'confirming' })) return confirmation(context);
  if (snapshot.matches({ rePoint: 'refused' })) return refusal(context);
  if (snapshot.matches({ rePoint: 'awaitingSecondPerson' })) return [...request(snapshot), ...risk(context)];
  if (snapshot.matches({ schemaMistake: 'choosing' }))
    return [...fixLine(context), ...scriptLine(context), ...lastAttempt(context, LONGEST_FACT)];
  if (snapshot.matches({ schemaMistake: { forwardFix: 'reviewFix' } })) return [...fixLine(context), ...proposalLine(context)];
  if (snapshot.matches({ schemaMistake: 'rollbackScript' })) return [...request(snapshot), ...scriptLine(context), ...lastAttempt(context)];
  if (snapshot.matches('recovering')) return [...made(context.move), ...lastAttempt(context)];
  if (snapshot.matches('verifying')) return [...since(context), ...newestLook(context)];
  if (snapshot.matches({ makingDurable: 'autoAssignmentDiffers' })) return leftAsItIs(context);
  if (snapshot.matches('notTheDeploy')) return whatFails(context);
  return [...request(snapshot), ...lastAttempt(context)];
}

/** What was read against the word that this step is done. */
function doubt(snapshot: Snapshot): string[] {
  const { doubt: found } = snapshot.context;
  if (found == null || !isLegalFor(snapshot, { type: 'step.insist', reason: '' }, '')) return [];
  return [`Not so, as read: ${quote(found.what, LONGEST_ATTEMPT)}`];
}

function recommendation(context: IncidentContext): string[] {
  const recommended = recommend(context);
  if (recommended.kind === 'ask') return recommended.question === 'data' ? [] : [fact(context, recommended.because, LONGEST_FACT)];
  // The last reason is the one that decided.
  const reasons = recommended.reasons.toReversed().map((reason) => ({ reason, found: factOf(context, reason) }));
  const facts = reasons.flatMap(({ found }) => found ?? []);
  return [
    `It looks like *${recommended.class}*:${seenAt(facts)}`,
    ...reasons.map(({ reason, found }) => `• ${quote(reason, LONGEST_REASON)}${found === undefined ? '' : ` ${sourceOf(found)}`}`),
  ];
}

function confirmation(context: IncidentContext): string[] {
  const { suspect, target, domains, autoAssignment } = context.plan;
  return [
    `*From* ${deployment(suspect)}`,
    `*To* ${deployment(target)}`,
    `*Moves* ${listed(domains)}`,
    schema(context, LONGEST_VERDICT),
    ...undone(context),
    ...(autoAssignment === 'unknown' ? ['*Auto-assignment* could not be read.'] : []),
  ];
}

/** What goes away with the bad deploy: it may be more than the fault. */
function undone({ evidence }: IncidentContext): string[] {
  const found = evidence['code.undone'];
  return found === undefined || found.verdict === 'unavailable' ? [] : [`${quote(found.summary, LONGEST_ATTEMPT)} ${sourceOf(found)}`];
}

function refusal(context: IncidentContext): string[] {
  return [...risk(context), ...floorLine(context), ...fixLine(context)];
}

function risk(context: IncidentContext): string[] {
  return [`*To* ${deployment(context.plan.target)}`, schema(context, LONGEST_FACT)];
}

function schema(context: IncidentContext, most: number): string {
  const { kind, because } = schemaVerdict(context);
  return `*Schema* ${kind}: ${fact(context, because, most)}`;
}

/** A sentence, with where and when it was seen if it is one of the facts that were gathered. */
function fact(context: IncidentContext, sentence: string, most: number): string {
  const found = factOf(context, sentence);
  return found === undefined ? quote(sentence, most) : `${quote(sentence, most)} ${seen(found)}`;
}

function factOf({ evidence }: IncidentContext, sentence: string): Evidence | undefined {
  return Object.values(evidence).find(({ summary }: Evidence) => summary === sentence);
}

/** Who asked for what a second person must approve, and who did approve it. */
function request(snapshot: Snapshot): string[] {
  const { first } = snapshot.context;
  const may = (type: 'glass.approve' | 'disaster.approve' | 'step.approve' | 'step.confirm') => isLegalFor(snapshot, { type }, '');
  if (first === null) return [];
  if (may('glass.approve') || may('disaster.approve') || may('step.approve'))
    return [`<@${first.by}> asks for it${first.reason === null ? '.' : `: “${quote(first.reason, LONGEST_FACT)}”`}`];
  return may('step.confirm') && first.approvedBy !== null ? [`<@${first.by}> asked for it, <@${first.approvedBy}> approved.`] : [];
}

function made(move: ConfirmedMove | null): string[] {
  if (move === null) return [];
  const gesture = move.purpose === 'undo' ? 'Forward again' : move.gesture === 'rollback' ? 'Rollback' : 'Promote';
  return [`*${gesture}* to ${deployment(move.target)}, ${progress(move)}`];
}

/** Accepted, moved and recovered are three different things. */
function progress({ acceptedAt, movedAt }: ConfirmedMove): string {
  if (movedAt !== null) return `moved ${moment(movedAt)}`;
  return acceptedAt === null ? 'not accepted yet' : `accepted ${moment(acceptedAt)}, not proved to have moved yet`;
}

function since(context: IncidentContext): string[] {
  const move = movedBy(context);
  if (move !== null) return made(move);
  return context.recoveringSince === null ? [] : [`Judged since ${moment(context.recoveringSince)}, when the last step was done.`];
}

/** Whose fault it is, as far as the errors say. */
function whatFails({ evidence }: IncidentContext): string[] {
  const began = evidence['errors.began'];
  const details = began?.details;
  const failing = typeof details === 'object' && !Array.isArray(details) ? details?.['failing'] : null;
  return began === undefined || typeof failing !== 'string' ? [] : [`${quote(failing, LONGEST_ATTEMPT)} ${seen(began)}`];
}

/** What the newest look at the error rate found, so that waiting is never silent. */
function newestLook({ evidence, recovery }: IncidentContext): string[] {
  const look = evidence.recovery;
  return recovery === null || look === undefined ? [] : [`${quote(look.summary, LONGEST_ATTEMPT)} ${seen(look)}`];
}

function lastAttempt({ why }: IncidentContext, most = LONGEST_ATTEMPT): string[] {
  return why === null ? [] : [`Last attempt: ${quote(why, most)}`];
}

function outcome(context: IncidentContext): string[] {
  const because = context.outcome === 'cancelled' && context.why !== null ? `, because “${quote(context.why, LONGEST_FACT)}”` : '';
  return [`Outcome: *${quote(context.outcome ?? 'closed', LONGEST_FACT)}*${because}`, ...leftAsItIs(context), ...leftOpenLines(context)];
}

function leftAsItIs({ autoAssignment: { original, now } }: IncidentContext): string[] {
  const differs = original !== 'unknown' && now !== original;
  if (!differs) return [];
  return [`Auto-assignment is ${now === 'unknown' ? 'not known now' : now}; it was ${original} before the incident.`];
}

function listed(domains: readonly string[]): string {
  if (domains.length === 0) return 'the production domains';
  const more = domains.length > MOST_DOMAINS ? ` and ${domains.length - MOST_DOMAINS} more` : '';
  const shown = domains.slice(0, MOST_DOMAINS).map((domain) => quote(domain, LONGEST_DOMAIN));
  return `${shown.join(', ')}${more}`;
}

function deployment(found: Deployment | null): string {
  if (found === null) return 'nothing known';
  const short = found.commit?.slice(0, 7) ?? found.id;
  // A link has no fixed pitch.
  const name = found.page === undefined ? quoteCode(short, 40) : linked(quote(short, 40), found.page);
  return found.message === null ? name : `${name} “${linked(quote(found.message, LONGEST_MESSAGE), found.commitPage)}”`;
}
