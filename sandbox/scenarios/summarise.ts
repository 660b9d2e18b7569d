import type { Evidence } from '#domain/evidence.ts';
import type { Json } from '#domain/json.ts';
import { PEOPLE } from '#sandbox/world/people.ts';
import type { JournalEntry } from '#src/store/journal.ts';
import type { IncidentRecord } from './read-record.ts';

export interface Summary {
  readonly headline: string;
  /** What the bot prevented, what people decided and when things happened; a part that has nothing to say is left out. */
  readonly parts: readonly { readonly title: string; readonly lines: readonly string[] }[];
}

type Closed = Pick<IncidentRecord, 'openedAt' | 'context' | 'journal' | 'effects'>;

/** How it went, from the bot's own journal and ledger. `faultAt` is when the scenario broke production, null where it did not. */
export function summarise(record: Closed, faultAt: number | null): Summary {
  const { context, journal } = record;
  const acted = journal.filter(({ by, type }) => by !== 'switchback' && type !== 'incident.opened');
  const outcome = journal.findLast(({ type }) => type === 'incident.cancel') === undefined ? (context.outcome ?? 'closed') : 'cancelled';
  const by = context.path === null ? '' : `, by ${context.path}`;
  return {
    headline: `${capital(outcome)}${by}: ${acted.length} ${acted.length === 1 ? 'action' : 'actions'} of people in ${lasted(record)}`,
    parts: [
      { title: 'What the bot prevented', lines: prevented(record) },
      { title: 'What people decided', lines: decisions(acted, context) },
      { title: 'When', lines: times(record, faultAt) },
    ].filter(({ lines }) => lines.length > 0),
  };
}

function lasted({ openedAt, journal }: Closed): string {
  return seconds((journal.at(-1)?.at ?? openedAt) - openedAt);
}

function times({ openedAt, journal }: Closed, faultAt: number | null): string[] {
  const at = (type: string, matches: (entry: JournalEntry) => boolean = () => true) =>
    journal.find((entry) => entry.type === type && matches(entry))?.at;
  const moments: readonly (readonly [string, number | undefined])[] = [
    ['the bot had all facts', at('facts.gathered')],
    ['the class was confirmed', at('class.confirm') ?? at('class.override')],
    ['production was asked to move', at('move.accepted')],
    ['recovery was proved', at('recovery.observed', ({ payload }) => field(payload['recovery'], 'verdict') === 'recovered')],
  ];
  return [
    ...(faultAt === null || openedAt < faultAt ? [] : [`${seconds(openedAt - faultAt)} before /rollback the fault came`]),
    ...moments.flatMap(([what, moment]) => (moment === undefined ? [] : [`${seconds(moment - openedAt)} after /rollback ${what}`])),
  ];
}

function decisions(acted: readonly JournalEntry[], context: IncidentRecord['context']): string[] {
  return acted.flatMap(({ type, by, payload }) => {
    const who = nameOf(by);
    switch (type) {
      case 'class.confirm':
        return [`${who} confirmed what the bot recommended: ${context.override === null ? (context.class ?? 'a class') : 'its class'}`];
      case 'class.override':
        return [`${who} overrode the bot: ${words(payload['class'])}, because “${words(payload['reason'])}”`];
      case 'path.choose':
        return [`${who} chose: ${words(payload['path'])}`];
      case 'move.confirm':
        return [`${who} confirmed the move`];
      case 'glass.break':
        return [`${who} broke the glass: “${words(payload['reason'])}”`];
      case 'undo.confirm':
        return [`${who} undid the move`];
      case 'disaster.declare':
        return [`${who} declared a disaster recovery`];
      case 'incident.cancel':
        return [`${who} cancelled the incident: “${words(payload['reason'])}”`];
      case 'recovery.accept':
        return [`${who} accepted without proof: “${words(payload['reason'])}”`];
      default:
        return [];
    }
  });
}

/** What would have gone wrong, or been claimed, without the bot. */
function prevented({ context, journal, effects }: Closed): string[] {
  const sayings = effects.filter(({ kind }) => kind === 'say').map(({ input }) => input);
  const refusals = sayings.filter((input) => field(input, 'what') === 'refusal').map((input) => words(field(input, 'because')));
  const found = journal.flatMap(({ payload }) => evidenceIn(payload));
  const failing = found.find(({ kind, verdict }) => kind === 'target.answers' && verdict === 'contradicts');
  const unread = found.filter(({ verdict, source }) => verdict === 'unavailable' && source === 'vercel');
  const stops = journal.filter(({ type }) => type === 'move.stopped').map(({ payload }) => words(payload['why']));
  const unproved = journal.some(
    ({ type, payload }) => type === 'recovery.observed' && field(payload['recovery'], 'reason') === 'pipeline stalled',
  );
  const approved = context.steps.filter(({ approvedBy }) => approvedBy !== null);
  return [
    ...[...new Set(refusals)].map((because) => `It refused a rollback that would have made it worse. ${because}`),
    ...(refusals.length > 0 || failing === undefined ? [] : [`It knew before any traffic moved that going back fails. ${failing.summary}`]),
    ...stops.map((why) => `It stopped a move before anything was sent. ${why}`),
    ...(unread.length === 0 ? [] : ['It could not read Vercel, said so, and guessed nothing from that.']),
    ...(unproved ? ['It did not take silence for recovery: Sentry showed no errors because it showed nothing.'] : []),
    ...(context.class === 'not the deploy' ? ['It moved nothing: going back would have changed nothing.'] : []),
    ...approved.map(
      ({ step, by, approvedBy }) => `“${step}” was done by ${nameOf(by)} only after ${nameOf(approvedBy ?? '')} had approved it`,
    ),
  ];
}

function evidenceIn(payload: JournalEntry['payload']): readonly Evidence[] {
  const { evidence } = payload as { evidence?: readonly Evidence[] };
  return evidence ?? [];
}

function field(value: Json | undefined, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined;
}

function words(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function nameOf(id: string): string {
  return Object.values(PEOPLE).find((person) => person.id === id)?.name ?? id;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
