import type { ByHand, Subject, ToolCommands } from '#src/providers/by-hand.ts';

/** What a person does by hand. */
export interface Instruction {
  readonly title: string;
  /** Prose, in the order in which it is read. Names commit messages of others nowhere. */
  readonly lines: readonly string[];
  /** Each one can be pasted into a POSIX shell as it is, comments included. */
  readonly commands: readonly string[];
}

/** What the vendors of the service add to this one instruction; nothing where it has none that knows it. */
export interface Own extends Required<ByHand> {
  /** What is typed for its migration tool. */
  readonly tool: ToolCommands;
}

export type Instructions = Readonly<Record<string, (subject: Subject, own: Own) => Instruction>>;

/** For a service without a vendor that has commands here: in words of none. */
export function unless(own: Own, ...words: readonly string[]): readonly string[] {
  return own.commands.length === 0 ? words : [];
}
