/** What a handler says; the server puts the vendor's headers around it. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Set where the sandbox, unlike the vendor, does not know what to do: a gap that a test must see. */
  readonly unexpected?: string;
}

export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, body, headers };
}

/** The vendor's own refusal. */
export function refuse(status: number, detail: string): Answer {
  return { status, body: { detail } };
}

/** Neither accepted nor imitated: fails loudly, and is recorded. */
export function undeclared(what: string): Answer {
  return { status: 400, body: { detail: `The sandbox does not declare ${what}` }, unexpected: what };
}

export const NOT_FOUND = refuse(404, 'The requested resource does not exist');
