/** The question that is asked before a button counts, as plain text. */
export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly isDanger: boolean;
}

/** A button or a choice of a menu, as it is sent. */
export interface Press {
  readonly ts: string;
  readonly actionId: string;
  readonly blockId: string;
  readonly value: string | null;
}

/** Everything that a person can do with the page. */
export type Gesture =
  | { readonly kind: 'press'; readonly press: Press; readonly confirmation: Confirmation | null }
  | { readonly kind: 'answer confirmation'; readonly yes: boolean }
  | { readonly kind: 'use shortcut'; readonly callbackId: string; readonly ts: string }
  | { readonly kind: 'send'; readonly threadTs: string | null }
  | { readonly kind: 'attach'; readonly threadTs: string | null }
  | { readonly kind: 'complete'; readonly text: string }
  | { readonly kind: 'open thread'; readonly ts: string }
  | { readonly kind: 'close thread' }
  | { readonly kind: 'show'; readonly pane: 'channel' | 'world' }
  | { readonly kind: 'play'; readonly person: string }
  | { readonly kind: 'submit view'; readonly view: string }
  | { readonly kind: 'close view'; readonly view: string }
  | { readonly kind: 'dismiss notice' }
  | { readonly kind: 'start scenario'; readonly key: string }
  | { readonly kind: 'ask hint' }
  | { readonly kind: 'run'; readonly key: string }
  | { readonly kind: 'switch fault'; readonly key: string; readonly on: boolean }
  | { readonly kind: 'kill bot' };
