import type { Snapshot, Intent } from '#machines/choices.ts';
import type { Environment, Mode } from '#domain/service.ts';

/** One incident as Slack sees it. */
export interface IncidentView {
  readonly id: string;
  readonly service: string;
  readonly environment: Environment;
  readonly mode: Mode;
  readonly status: 'open' | 'closed';
  readonly turn: number;
  readonly channel: string;
  readonly threadTs: string | null;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly snapshot: Snapshot;
}

/** One whose state this release cannot read: it is listed, and nothing else is done with it. */
export interface Quarantined extends Omit<IncidentView, 'snapshot'> {
  readonly snapshot: null;
  /** What was found, and the way out. */
  readonly why: string;
}

/** One line of an incident's journal. */
export interface JournalLine {
  readonly at: number;
  readonly type: string;
  /** Slack id of a person, or `switchback`. */
  readonly by: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The hash of the journal up to here, to be written down outside the store. */
  readonly seal?: string;
  /** False where it came too late and changed nothing. */
  readonly counted: boolean;
}

export type Sent =
  | { readonly kind: 'advanced' }
  | { readonly kind: 'duplicate' }
  /** It is not legal any more, or the question has changed since the button was drawn. */
  | { readonly kind: 'too late' }
  | { readonly kind: 'unknown incident' };

export interface Opened {
  readonly kind: 'opened' | 'already open' | 'duplicate';
  readonly incident: IncidentView;
}

/** Where people see an incident. */
export type Place =
  | { readonly kind: 'posted'; readonly channel: string }
  /** `why` is null while its message is still on its way. */
  | { readonly kind: 'not posted'; readonly why: string | null };

/** What the Slack layer may ask of the rest of the bot. When a promise is fulfilled, the change is committed: acknowledge then. */
export interface Incidents {
  /** What people type: `/rollback`, unless it is set otherwise. */
  readonly command: string;
  readonly services: readonly {
    readonly name: string;
    readonly environment: Environment;
    readonly drillsAllowed: boolean;
    readonly channel: string | null;
  }[];
  open(request: { service: string; mode: Mode; channel: string; by: string; note: string | null }, key: string): Promise<Opened>;
  /** `turn` is the one that the button was drawn in; null for what is not an answer to a question. */
  send(incident: string, intent: Intent, by: string, options: { key: string; turn: number | null }): Promise<Sent>;
  /** Waits at most that long for the incident's message. */
  place(incident: string, withinMs: number): Promise<Place>;
  /** Its message is posted in this channel instead. */
  bringTo(incident: string, channel: string): Promise<void>;
  /** What its message was last drawn as, by whichever replica; null before the first time. */
  drawn(incident: string): Promise<string | null>;
  find(incident: string): Promise<IncidentView | null>;
  /** Newest first, at most `limit`. */
  list(filter: { status?: 'open' | 'closed'; service?: string }, limit: number): Promise<readonly (IncidentView | Quarantined)[]>;
  /** Closes one that is quarantined. */
  setAside(incident: string, by: string): Promise<'set aside' | 'not open' | 'can be read'>;
  /** Name of its service, readable or not; null where there is no such incident. */
  serviceOf(incident: string): Promise<string | null>;
  journal(incident: string): Promise<readonly JournalLine[]>;
}
