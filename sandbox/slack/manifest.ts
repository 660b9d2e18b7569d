import { z } from 'zod';

const shortcut = z.object({ name: z.string().max(24), type: z.enum(['message', 'global']), callback_id: z.string() });
const command = z.object({
  command: z.string().startsWith('/').max(32),
  description: z.string(),
  usage_hint: z.string().optional(),
  should_escape: z.boolean().default(false),
});

/** The parts of an app manifest that change what Slack allows or sends. */
export const manifestSchema = z.object({
  display_information: z.object({ name: z.string().max(35) }),
  features: z.object({
    app_home: z.object({ messages_tab_enabled: z.boolean().default(false) }).default({ messages_tab_enabled: false }),
    bot_user: z.object({ display_name: z.string() }).optional(),
    slash_commands: z.array(command).default([]),
    shortcuts: z.array(shortcut).default([]),
  }),
  oauth_config: z.object({
    scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()).default([]) }),
  }),
  settings: z
    .object({
      interactivity: z.object({ is_enabled: z.boolean() }).optional(),
      event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).optional(),
      socket_mode_enabled: z.boolean().optional(),
    })
    .default({}),
});

export type Manifest = z.infer<typeof manifestSchema>;

export function grantedScopes(manifest: Manifest): readonly string[] {
  return [...manifest.oauth_config.scopes.bot, ...manifest.oauth_config.scopes.bot_optional];
}
