import type { Modal } from './blocks/check-view.ts';
import type { Manifest } from './manifest.ts';
import type { Message } from './message.ts';

export interface User {
  readonly id: string;
  readonly name: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'direct';
  readonly members: readonly string[];
  readonly archived?: boolean;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly users: readonly string[];
  /** A disabled group is still there, and is shown to nobody who does not ask for disabled ones. */
  readonly disabled?: boolean;
}

/** A modal as it stands open for one person. `hash` changes with every update. */
export interface View {
  readonly id: string;
  readonly rootId: string;
  readonly previousId: string | null;
  readonly userId: string;
  readonly hash: string;
  readonly modal: Modal;
  readonly blocks: Modal['blocks'];
}

export interface UploadedFile {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  readonly content: Buffer | null;
  readonly title: string | null;
}

/** The one state of the local Slack. Everything that a person or the app can see is here and nowhere else. */
export interface Workspace {
  readonly manifest: Manifest;
  readonly team: { readonly id: string; readonly domain: string };
  readonly app: { readonly id: string; readonly botId: string; readonly botUserId: string; readonly name: string };
  readonly now: () => number;
  readonly users: ReadonlyMap<string, User>;
  readonly channels: Map<string, Channel>;
  readonly groups: Map<string, UserGroup>;
  /** By `channel:ts`, oldest first. */
  readonly messages: Map<string, Message>;
  /** Open modals by person, the one on top last. */
  readonly views: Map<string, readonly View[]>;
  readonly files: Map<string, UploadedFile>;
  /** A timestamp that is also an id: later than every one before it, whatever the clock does. */
  readonly newTs: () => string;
  readonly newId: (prefix: string) => string;
  readonly changed: () => void;
  readonly onChange: (listener: () => void) => () => void;
}

export interface WorkspaceOptions {
  readonly manifest: Manifest;
  readonly users: readonly User[];
  readonly channels: readonly Channel[];
  readonly userGroups: readonly UserGroup[];
  readonly now: () => number;
}

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const name = options.manifest.features.bot_user?.display_name ?? options.manifest.display_information.name;
  const app = { id: 'A0SANDBOX', botId: 'B0SANDBOX', botUserId: BOT_USER, name };
  const listeners = new Set<() => void>();
  let lastMicros = 0;
  let ids = 0;
  return {
    manifest: options.manifest,
    team: { id: 'T0SANDBOX', domain: 'sandbox' },
    app,
    now: options.now,
    users: new Map([...options.users, { id: app.botUserId, name }].map((user) => [user.id, user])),
    channels: new Map(options.channels.map((channel) => [channel.id, channel])),
    groups: new Map(options.userGroups.map((group) => [group.id, group])),
    messages: new Map(),
    views: new Map(),
    files: new Map(),
    newTs: () => {
      lastMicros = Math.max(lastMicros + 1, Math.floor(options.now()) * 1000);
      return `${Math.floor(lastMicros / 1_000_000)}.${String(lastMicros % 1_000_000).padStart(6, '0')}`;
    },
    newId: (prefix) => `${prefix}${String((ids += 1)).padStart(6, '0')}`,
    changed: () => {
      for (const listener of listeners) listener();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const BOT_USER = 'U0SANDBOXBOT';

export function messageAt(workspace: Workspace, channel: string, ts: string): Message | null {
  return workspace.messages.get(`${channel}:${ts}`) ?? null;
}

/** Adds the message, or puts it in place of the one with the same channel and ts. */
export function putMessage(workspace: Workspace, message: Message): Message {
  workspace.messages.set(`${message.channel}:${message.ts}`, message);
  workspace.changed();
  return message;
}

export function removeMessage(workspace: Workspace, message: Message): void {
  workspace.messages.delete(`${message.channel}:${message.ts}`);
  workspace.changed();
}

export function viewById(workspace: Workspace, id: string): View | null {
  return [...workspace.views.values()].flat().find((view) => view.id === id) ?? null;
}

export function setViews(workspace: Workspace, userId: string, views: readonly View[]): void {
  workspace.views.set(userId, views);
  workspace.changed();
}
