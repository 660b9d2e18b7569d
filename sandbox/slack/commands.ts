import { z } from 'zod';
import type { Block } from './blocks/block.ts';
import type { Surface } from './blocks/check-blocks.ts';
import { checkContent } from './content.ts';
import type { Deliveries } from './deliveries.ts';
import { escapeMentions } from './escape-mentions.ts';
import { newMessage } from './methods/find-message.ts';
import { commandPayload } from './payloads.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Triggers } from './triggers.ts';
import { type Channel, putMessage, type User, type Workspace } from './workspace.ts';

/** What the person sees at once. `error` is Slack's own word for what they are told when it failed. */
export interface CommandResult {
  readonly ok: boolean;
  readonly error: string | null;
  readonly text: string | null;
  readonly blocks: readonly Block[];
  readonly latencyMs: number | null;
}

export interface Tools {
  readonly workspace: Workspace;
  readonly deliveries: Deliveries;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly surface: () => Omit<Surface, 'kind'>;
}

const ackSchema = z.object({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
});

/** A slash command that a person types into a channel. Slack never sends it twice. */
export async function runCommand(tools: Tools, user: User, channel: Channel, typed: string): Promise<CommandResult> {
  const { workspace } = tools;
  const [command = '', ...rest] = typed.trim().split(' ');
  const declared = workspace.manifest.features.slash_commands.find((one) => one.command === command);
  if (declared === undefined) return failed('not_a_command');
  const text = rest.join(' ').trim();
  const response = tools.responseUrls.issue({ userId: user.id, channel: channel.id, original: null });
  const payload = commandPayload(workspace, {
    user,
    channel,
    command,
    text: declared.should_escape ? escapeMentions(workspace, text) : text,
    responseUrl: response.url,
    triggerId: tools.triggers.issue(user.id),
  });
  const delivery = await tools.deliveries.deliver('slash_commands', payload);
  if (delivery.outcome !== 'acked') return failed(delivery.outcome);

  const said = ackSchema.safeParse(delivery.response ?? {});
  if (!said.success) return failed('invalid_command_response');
  const result = { ok: true, error: null, text: null, blocks: [], latencyMs: delivery.latencyMs };
  if (!said.data.text && said.data.blocks === undefined) return result;
  const checked = checkContent({ text: said.data.text, blocks: said.data.blocks }, tools.surface(), 40_000);
  if (checked.kind === 'refused') return { ...failed(String(checked.answer['error'])), latencyMs: delivery.latencyMs };
  const message = putMessage(workspace, {
    ...newMessage(workspace, channel.id, checked.content),
    visibleTo: said.data.response_type === 'ephemeral' ? user.id : null,
  });
  response.setOriginal(message);
  return { ...result, text: said.data.text ?? null, blocks: message.blocks };
}

function failed(error: string): CommandResult {
  return { ok: false, error, text: null, blocks: [], latencyMs: null };
}
