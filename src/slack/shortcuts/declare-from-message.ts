import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import type { Incidents } from '../incidents.ts';
import { declareView } from '../views/declare.ts';

/** “Declare an incident” in the menu of a message, which also works in threads, where commands do not. */
export function declareFromMessage(incidents: Incidents) {
  return async ({ ack, shortcut, client }: SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs): Promise<void> => {
    const text = shortcut.message.text ?? '';
    await client.views.open({ trigger_id: shortcut.trigger_id, view: declareView(incidents.services, shortcut.channel.id, text) });
    await ack();
  };
}
