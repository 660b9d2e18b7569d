import type { Block, JsonObject } from './blocks/block.ts';

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: JsonObject;
}

export interface Message {
  readonly channel: string;
  readonly ts: string;
  /** The root that this is a reply to; null for a message in the channel itself, root or not. */
  readonly threadTs: string | null;
  /** A reply that was sent to the channel too. */
  readonly broadcast: boolean;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata: Metadata | null;
  readonly edited: { readonly user: string; readonly ts: string } | null;
  /** The one person who sees it, for an ephemeral message; null when everyone in the channel does. */
  readonly visibleTo: string | null;
  /** `size` in bytes. */
  readonly files: readonly { readonly id: string; readonly name: string; readonly title: string; readonly size: number }[];
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
  readonly pinned: boolean;
}
