import type { JsonObject } from './blocks/block.ts';
import { click, clickResult, type ClickResult, type Named } from './clicks.ts';
import { type CommandResult, runCommand, type Tools } from './commands.ts';
import type { Events } from './events.ts';
import type { Entered, State } from './field-state.ts';
import type { Message } from './message.ts';
import { closeView } from './open-view.ts';
import { channelContext, interaction } from './payloads.ts';
import { submitView, type SubmitResult } from './submissions.ts';
import { wireMessage, wireView } from './wire.ts';
import { type Channel, messageAt, type View, viewById } from './workspace.ts';
import { writeMessage } from './write-message.ts';

/**
 * What somebody with a Slack window can do. What the app or Slack refuses comes back as a result; what no person could do
 * (press a button that is not there, look into a channel that they are not in) throws.
 */
export interface Person {
  readonly says: (channel: string, command: string, options?: { readonly threadTs?: string }) => Promise<CommandResult>;
  /** An ordinary message. */
  readonly writes: (channel: string, text: string, options?: { readonly threadTs?: string }) => Message;
  /** A message that is nothing but this file. */
  readonly uploads: (
    channel: string,
    file: { readonly name: string; readonly content: Buffer },
    options?: { readonly threadTs?: string },
  ) => Message;
  /** Presses what the message or modal shows now; with `asSeen` what it showed when it was looked up, as somebody with a stale window does. */
  readonly clicks: (shown: Message | View, named: Named, options?: { readonly asSeen?: boolean }) => Promise<ClickResult>;
  readonly submits: (view: View, entered?: Readonly<Record<string, Entered>>) => Promise<SubmitResult>;
  readonly closes: (view: View) => Promise<ClickResult>;
  readonly usesShortcut: (callbackId: string, message?: Message) => Promise<ClickResult>;
}

export function createPerson(tools: Tools, events: Events, choices: Map<string, State>, userId: string): Person {
  const { workspace } = tools;
  const user = workspace.users.get(userId);
  if (user === undefined) throw new Error(`There is no user ${userId} here`);

  function channelOf(id: string): Channel {
    const channel = workspace.channels.get(id);
    if (channel?.members.includes(userId)) return channel;
    throw new Error(`${userId} is not in a channel ${id}`);
  }

  function seen(message: Message): Message {
    channelOf(message.channel);
    if (message.visibleTo === null || message.visibleTo === userId) return message;
    throw new Error(`${userId} cannot see the message ${message.ts}`);
  }

  function messageNow(message: Message): Message {
    const current = messageAt(workspace, message.channel, message.ts);
    if (current === null) throw new Error(`The message ${message.ts} is gone from ${message.channel}`);
    return seen(current);
  }

  function viewNow(view: View): View {
    const current = viewById(workspace, view.id);
    if (current?.userId === userId) return current;
    throw new Error(`${userId} has no modal ${view.id} open`);
  }

  async function interact(payload: JsonObject): Promise<ClickResult> {
    return clickResult(await tools.deliveries.deliver('interactive', payload));
  }

  return {
    says: async (channel, command, options = {}) => {
      const inThread = options.threadTs !== undefined;
      if (inThread) return { ok: false, error: 'not_supported_in_threads', text: null, blocks: [], latencyMs: null };
      return runCommand(tools, user, channelOf(channel), command);
    },
    writes: (channel, text, { threadTs } = {}) =>
      writeMessage(workspace, events, channelOf(channel), { user: userId, text, files: [], threadTs }),
    uploads: (channel, { name, content }, { threadTs } = {}) => {
      const file = { id: workspace.newId('F'), name, title: name };
      const files = [{ ...file, size: content.length }];
      const message = writeMessage(workspace, events, channelOf(channel), { user: userId, text: '', files, threadTs });
      workspace.files.set(file.id, { ...file, length: content.length, content });
      return message;
    },
    clicks: async (shown, named, options = {}) => {
      const current = 'modal' in shown ? viewNow(shown) : options.asSeen === true ? seen(shown) : messageNow(shown);
      return click(tools, user, current, named, choices);
    },
    submits: async (view, entered = {}) => submitView(tools, user, viewNow(view), entered),
    closes: async (view) => {
      const current = viewNow(view);
      closeView(workspace, current);
      if (current.modal.notify_on_close !== true) return { ok: true, error: null, latencyMs: null };
      const { trigger_id: _, ...common } = interaction(workspace, 'view_closed', user, '');
      return interact({ ...common, view: wireView(workspace, current, {}), is_cleared: false });
    },
    usesShortcut: async (callbackId, message) => {
      const wanted = message === undefined ? 'global' : 'message';
      const declared = workspace.manifest.features.shortcuts.find((one) => one.callback_id === callbackId && one.type === wanted);
      if (declared === undefined) throw new Error(`The manifest has no ${wanted} shortcut ${callbackId}`);
      const trigger = tools.triggers.issue(userId);
      const common = { callback_id: callbackId, action_ts: workspace.newTs() };
      if (message === undefined) return interact({ ...interaction(workspace, 'shortcut', user, trigger), ...common });
      const current = messageNow(message);
      const response = tools.responseUrls.issue({ userId, channel: current.channel, original: current });
      return interact({
        ...interaction(workspace, 'message_action', user, trigger),
        ...common,
        ...channelContext(workspace, current),
        message_ts: current.ts,
        message: wireMessage(workspace, current, { metadata: false }),
        response_url: response.url,
      });
    },
  };
}
