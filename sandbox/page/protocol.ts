/**
 * What the page and the server of the sandbox say to each other. The server sends the whole state again after every change (server-sent
 * events at `/events?as=<person>`), small enough that nothing has to be merged; the page sends one act at a time (`POST /act`).
 */

/** A Slack message as one person sees it. `blocks` are Block Kit as the bot sent them. */
export interface ShownMessage {
  readonly ts: string;
  readonly threadTs: string | null;
  readonly author: { readonly id: string; readonly name: string; readonly isBot: boolean };
  readonly text: string;
  readonly blocks: readonly Readonly<Record<string, unknown>>[];
  readonly edited: boolean;
  /** Only this person sees it. */
  readonly isPrivate: boolean;
  /** Served at `/files/<id>`; `size` in bytes. */
  readonly files: readonly { readonly id: string; readonly name: string; readonly title: string; readonly size: number }[];
}

export interface ShownView {
  readonly id: string;
  /** The modal as the bot opened it. */
  readonly modal: Readonly<Record<string, unknown>>;
  readonly errors: Readonly<Record<string, string>>;
}

export interface ShownPerson {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** The world beside the channel: what production is, as customers and operators see it. */
export interface ShownWorld {
  /** Null only until the first one is started: production is healthy then. */
  readonly scenario: {
    readonly key: string;
    readonly title: string;
    readonly state: 'preparing' | 'running' | 'over';
    /** What is happening now, in one sentence, such as why it takes 15 s until the fault comes. */
    readonly says: string;
    /** When the fault is expected, in milliseconds since the epoch; null once it has happened. */
    readonly faultAt: number | null;
  } | null;
  readonly production: { readonly url: string; readonly deployment: string | null; readonly autoAssignment: boolean };
  readonly deployments: readonly {
    readonly id: string;
    readonly commit: string;
    readonly message: string;
    readonly createdAt: number;
    readonly isLive: boolean;
    readonly isStaged: boolean;
  }[];
  /** What a customer got last on the production domain. A status of null: no answer in time. */
  readonly pages: readonly { readonly path: string; readonly status: number | null; readonly text: string; readonly at: number }[];
  readonly rate: {
    readonly points: readonly { readonly at: number; readonly errors: number; readonly requests: number }[];
    readonly moments: readonly { readonly at: number; readonly label: string }[];
  };
  readonly schema: readonly { readonly column: string; readonly type: string; readonly nullable: boolean }[];
  readonly faults: readonly { readonly key: string; readonly title: string; readonly on: boolean }[];
  /** What can be done outside Slack in this scenario now, each by `{ kind: 'run', key }`. */
  readonly runs: readonly { readonly key: string; readonly title: string; readonly about: string; readonly done: boolean }[];
  readonly bot: { readonly state: 'running' | 'starting' | 'down'; readonly pid: number | null };
  readonly hint: string | null;
  /** How it went, once the scenario is over. */
  readonly result: {
    readonly headline: string;
    readonly parts: readonly { readonly title: string; readonly lines: readonly string[] }[];
  } | null;
}

export interface State {
  readonly people: readonly ShownPerson[];
  readonly scenarios: readonly { readonly key: string; readonly title: string; readonly about: string }[];
  readonly commands: readonly { readonly command: string; readonly usage: string; readonly description: string }[];
  /** What the menu of every message offers, by the manifest. */
  readonly shortcuts: readonly { readonly callbackId: string; readonly name: string }[];
  readonly channel: { readonly id: string; readonly name: string; readonly messages: readonly ShownMessage[] };
  readonly view: ShownView | null;
  readonly world: ShownWorld;
}

/** `as` is the key of the person who acts. */
export type Act =
  /** `threadTs` is the root of the thread that it is typed into. */
  | { readonly kind: 'type'; readonly as: string; readonly text: string; readonly threadTs?: string | null }
  /** `content` in base64. */
  | { readonly kind: 'attach'; readonly as: string; readonly name: string; readonly content: string; readonly threadTs?: string | null }
  | {
      readonly kind: 'press';
      readonly as: string;
      /** Of the message, or the id of the open modal that the control is in. */
      readonly ts: string;
      readonly actionId: string;
      readonly blockId: string;
      readonly value: string | null;
    }
  | { readonly kind: 'shortcut'; readonly as: string; readonly callbackId: string; readonly ts: string }
  | {
      readonly kind: 'submit';
      readonly as: string;
      readonly view: string;
      readonly values: Readonly<Record<string, string | readonly string[]>>;
    }
  | { readonly kind: 'close'; readonly as: string; readonly view: string }
  | { readonly kind: 'start scenario'; readonly key: string }
  | { readonly kind: 'fault'; readonly key: string; readonly on: boolean }
  | { readonly kind: 'kill bot' }
  | { readonly kind: 'ask hint' }
  /** What a person with access to the database does in this scenario, such as applying the forward-fix. */
  | { readonly kind: 'run'; readonly key: string };

/** What the person who acted is told, if anything went wrong or was answered privately. */
export type ActAnswer = { readonly kind: 'ok'; readonly said: string | null } | { readonly kind: 'refused'; readonly why: string };
