import { sections, type Message } from '../block-kit.ts';
import { quote } from '../quote.ts';

export interface BrokenJournal {
  readonly incident: string;
  readonly service: string;
  readonly channel: string;
  readonly why: string;
}

/** Somebody changed the record of an incident: said in its channel. */
export function journalBroken({ incident, service, why }: BrokenJournal): Message {
  const text = `The journal of ${incident} (${service}) cannot be believed`;
  return {
    text,
    blocks: sections([
      `🚨 *${quote(text, 200)}*`,
      `${quote(why, 300)}. Somebody changed it outside of me.`,
      'I do nothing more in that incident: its buttons answer that they were not carried out. Go on by hand, and look at production before anything else.',
      'Keep the database as it is, because it is evidence, and tell whoever looks after security.',
    ]),
  };
}
