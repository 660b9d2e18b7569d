/** Something that code written for a schema says, or may say, to it. */
export interface Statement {
  /** The table, view, type, function or sequence, as a finding names it. */
  readonly object: string;
  /** The one column or label that it is about. */
  readonly part: string | null;
  /** `ordinary`: code for this schema may be taken to say it. `possible`: only some code does, such as an upsert on one of the keys. */
  readonly use: 'ordinary' | 'possible';
  /** Tried in this order on the old schema; the first that passes there stands for the statement. */
  readonly ways: readonly Way[];
}

export interface Way {
  /** Rows that must be there first, and the role that speaks. A failure in it says nothing about the statement. */
  readonly setup: string;
  /** Rows that the live code has written instead, where it is tried on the new schema. */
  readonly live?: string;
  /** What the code says. */
  readonly text: string;
  /** What is executed for it: the same, or a form that only analyses it. */
  readonly run: string;
}

/** A statement that passed on the old schema, and how. */
export interface Accepted {
  readonly statement: Statement;
  readonly way: Way;
}

export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly sqlstate: string; readonly message: string }
  /** What it needs could not be made. */
  | { readonly kind: 'no setup'; readonly sqlstate: string; readonly message: string }
  | { readonly kind: 'lost'; readonly why: string };

export interface Executed extends Accepted {
  readonly outcome: Outcome;
}

export function plain(text: string, setup = ''): Way {
  return { setup, text, run: text };
}

/** Analysed and planned, which finds names, types, keys and rights, but not run. */
export function analysed(text: string, setup = ''): Way {
  return { setup, text, run: `explain (costs off) ${text}` };
}
