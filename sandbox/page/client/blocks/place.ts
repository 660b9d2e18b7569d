import type { Reader } from '../reader.ts';

/** Where a block stands: what its controls are named for, and what the bot found wrong with its fields. */
export interface Place {
  /** Sets apart two drawings of the same message, such as `channel` and `thread`. */
  readonly pane: string;
  /** Of the message, or the id of the modal. */
  readonly ts: string;
  /** The same for the same block of a message that was updated: Slack gives it another block id then. */
  readonly block: string;
  /** By block id. */
  readonly errors: Readonly<Record<string, string>>;
  readonly reader: Reader;
}
