import { z } from 'zod';
import type { Surface } from './blocks/check-blocks.ts';
import { checkContent } from './content.ts';
import type { Message } from './message.ts';
import { newMessage, refuseThread } from './methods/find-message.ts';
import { messageAt, putMessage, removeMessage, type Workspace } from './workspace.ts';

const LIFE_MS = 30 * 60_000;
const MOST_USES = 5;
const MOST_CHARACTERS = 40_000;

const bodySchema = z.object({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
});

interface Issued {
  readonly userId: string;
  readonly channel: string;
  /** The message whose button was pressed, or what a command was answered with; null while there is none. */
  original: Message | null;
  readonly at: number;
  uses: number;
}

export interface ResponseUrls {
  readonly issue: (to: { readonly userId: string; readonly channel: string; readonly original: Message | null }) => {
    readonly url: string;
    readonly setOriginal: (message: Message) => void;
  };
  readonly respond: (id: string, body: string) => { readonly status: number; readonly body: string };
}

/** Response URLs speak for the app in any channel, five times within thirty minutes. */
export function createResponseUrls(workspace: Workspace, surface: () => Omit<Surface, 'kind'>, origin: () => string): ResponseUrls {
  const issued = new Map<string, Issued>();
  return {
    issue: (to) => {
      const id = workspace.newId('response-');
      const one: Issued = { ...to, at: workspace.now(), uses: 0 };
      issued.set(id, one);
      return {
        url: `${origin()}/respond/${id}`,
        setOriginal: (message) => {
          one.original = message;
        },
      };
    },
    respond: (id, body) => {
      const one = issued.get(id);
      if (one === undefined) return { status: 404, body: 'invalid_url' };
      if (workspace.now() - one.at > LIFE_MS) return { status: 404, body: 'expired_url' };
      if (one.uses >= MOST_USES) return { status: 404, body: 'used_url' };
      one.uses += 1;
      return answer(workspace, surface(), one, body);
    },
  };
}

function answer(workspace: Workspace, surface: Omit<Surface, 'kind'>, to: Issued, body: string): { status: number; body: string } {
  const given = bodySchema.safeParse(json(body));
  if (!given.success) return { status: 400, body: 'invalid_payload' };
  const original = to.original === null ? null : messageAt(workspace, to.original.channel, to.original.ts);
  if (given.data.delete_original) {
    if (original === null) return { status: 404, body: 'message_not_found' };
    removeMessage(workspace, original);
    return { status: 200, body: 'ok' };
  }
  const checked = checkContent({ text: given.data.text, blocks: given.data.blocks }, surface, MOST_CHARACTERS);
  if (checked.kind === 'refused') return { status: 400, body: JSON.stringify(checked.answer) };
  const { text = '', blocks = [] } = checked.content;
  if (given.data.replace_original) {
    if (original === null) return { status: 404, body: 'message_not_found' };
    putMessage(workspace, { ...original, text, blocks, edited: { user: workspace.app.botUserId, ts: workspace.newTs() } });
    return { status: 200, body: 'ok' };
  }
  const refusal = refuseThread(workspace, to.channel, given.data.thread_ts);
  if (refusal !== null) return { status: 400, body: JSON.stringify(refusal) };
  putMessage(workspace, {
    ...newMessage(workspace, to.channel, { text, blocks }),
    threadTs: given.data.thread_ts ?? null,
    visibleTo: given.data.response_type === 'ephemeral' ? to.userId : null,
  });
  return { status: 200, body: 'ok' };
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
