import type { Deployment, Switch } from '#domain/deployment.ts';
import type { Snapshot } from '#machines/choices.ts';
import type { IncidentContext } from '#machines/context.ts';
import { recommend } from '#machines/recommend.ts';
import { schemaVerdict } from '#machines/schema-verdict.ts';
import { escape } from '../escape.ts';
import { moment } from '../moment.ts';

/** What the question is about, in `mrkdwn`, ready to show: who, what, from where to where. Empty where the title says it all. */
export function particulars(snapshot: Snapshot): string[] {
  const { context } = snapshot;
  if (snapshot.matches({ classifying: 'recommending' })) return recommendation(context);
  if (snapshot.matches({ classifying: 'askingAboutSchema' })) return [escape(schemaVerdict(context).because)];
  if (snapshot.matches({ rePoint: 'confirming' })) return confirmation(context);
  if (snapshot.matches({ rePoint: 'refused' })) return refusal(context);
  if (snapshot.matches({ rePoint: 'awaitingSecondPerson' })) return [...refusal(context), ...request(context)];
  if (snapshot.matches('recovering')) return [...move(context), ...why(context)];
  if (snapshot.matches('verifying')) return [...move(context), ...newestLook(context)];
  if (snapshot.matches('closed')) return [`Outcome: *${escape(context.outcome ?? 'closed')}*`, ...leftovers(context)];
  return why(context);
}

function recommendation(context: IncidentContext): string[] {
  const recommended = recommend(context);
  if (recommended.kind !== 'class') return [];
  return [`It looks like *${recommended.class}*:`, recommended.reasons.map((reason) => `• ${escape(reason)}`).join('\n')].filter(
    (text) => text !== '',
  );
}

function confirmation(context: IncidentContext): string[] {
  const { suspect, target, domains, autoAssignment } = context.plan;
  const verdict = schemaVerdict(context);
  return [
    [
      `*From* ${deployment(suspect)}`,
      `*To* ${deployment(target)}`,
      `*Moves* ${domains.length === 0 ? 'the production domains' : domains.map(escape).join(', ')}`,
      `*Schema* ${verdict.kind}: ${escape(verdict.because)}`,
      `*Auto-assignment* ${autoAssignment} → off until the end`,
    ].join('\n'),
  ];
}

function refusal(context: IncidentContext): string[] {
  const verdict = schemaVerdict(context);
  return [`*To* ${deployment(context.plan.target)}\n*Schema* ${verdict.kind}: ${escape(verdict.because)}`];
}

function request({ first }: IncidentContext): string[] {
  return first === null ? [] : [`<@${first.by}> asks for it: “${escape(first.reason ?? '')}”`];
}

function move({ move: made }: IncidentContext): string[] {
  if (made === null) return [];
  const gesture = made.gesture === 'rollback' ? 'Rollback' : 'Promote';
  const moved = made.movedAt === null ? 'not proved to have moved yet' : `moved ${moment(made.movedAt)}`;
  return [`*${gesture}* to ${deployment(made.target)}, ${moved}`];
}

/** What the newest look at the error rate found, so that waiting is never silent. */
function newestLook({ evidence, recovery }: IncidentContext): string[] {
  const look = evidence.recovery;
  return recovery === null || look === undefined ? [] : [`${escape(look.summary)} _${moment(look.observedAt)}_`];
}

function why({ why: reason }: IncidentContext): string[] {
  return reason === null ? [] : [escape(reason)];
}

function leftovers({ autoAssignment }: IncidentContext): string[] {
  const { original, now } = autoAssignment;
  return differs(original, now) ? [`Left as it is: auto-assignment is ${now}; it was ${original} before.`] : [];
}

function differs(original: Switch, now: Switch): boolean {
  return original !== 'unknown' && now !== 'unknown' && original !== now;
}

function deployment(found: Deployment | null): string {
  if (found === null) return 'nothing known';
  const name = `\`${escape(found.commit?.slice(0, 7) ?? found.id)}\``;
  return found.message === null ? name : `${name} ${escape(found.message)}`;
}
