import type { ShownPerson, State } from '../protocol.ts';

/** Who reads the page, and when: what mentions and times are drawn with. */
export interface Reader {
  /** Whom a person can be chosen from. */
  readonly people: readonly ShownPerson[];
  /** Names of people and bots by their Slack id. */
  readonly names: ReadonlyMap<string, string>;
  /** Names of channels by their Slack id. */
  readonly channels: ReadonlyMap<string, string>;
  /** Slack id of the reader. */
  readonly me: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Undefined for what the browser is set to. */
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
}

export function readerOf({ people, channel }: State, as: string, now: number): Reader {
  return {
    people,
    names: new Map([...channel.messages.map(({ author }) => author), ...people].map(({ id, name }) => [id, name])),
    channels: new Map([[channel.id, channel.name]]),
    me: people.find(({ key }) => key === as)?.id ?? '',
    now,
    locale: undefined,
    timeZone: undefined,
  };
}
