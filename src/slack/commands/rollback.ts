import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Authorise } from '#domain/authority.ts';
import type { Message } from '../block-kit.ts';
import { declare } from '../declare.ts';
import { escape } from '../escape.ts';
import type { Incidents } from '../incidents.ts';
import { help, openIncidents, pastIncidents } from '../messages/overview.ts';
import { parseCommand } from './parse-command.ts';

const LONGEST_HISTORY = 10;

/** `/rollback …`. Acknowledged after the commit; every answer is private except the incident's own message. */
export function rollbackCommand(incidents: Incidents, authorise: Authorise) {
  return async ({ ack, command: typed }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    const command = parseCommand(typed.text);
    switch (command.kind) {
      case 'open': {
        const declaration = { service: command.service, mode: command.mode, channel: typed.channel_id, by: typed.user_id, note: null };
        const declared = await declare(incidents, authorise, declaration, `command:${typed.trigger_id}`);
        await (declared.kind === 'opened' ? ack() : ack({ response_type: 'ephemeral', text: declared.text }));
        return;
      }
      case 'status':
        return await ack(answer(openIncidents(await incidents.list({ status: 'open' }, LONGEST_HISTORY))));
      case 'history': {
        const filter = command.service === null ? {} : { service: command.service };
        return await ack(answer(pastIncidents(await incidents.list(filter, LONGEST_HISTORY))));
      }
      case 'help':
        return await ack(answer(help(typed.command)));
      case 'not understood':
        return await ack({
          response_type: 'ephemeral',
          text: `I do not understand \`${escape(command.text)}\`, so nothing was done. Try \`${typed.command} help\`.`,
        });
    }
  };
}

function answer({ text, blocks }: Message) {
  return { response_type: 'ephemeral' as const, text, blocks: [...blocks] as never };
}
