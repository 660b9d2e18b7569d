import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Authorise } from '#domain/authority.ts';
import type { Message } from '../block-kit.ts';
import { declare } from '../declare.ts';
import { inMode } from '../in-mode.ts';
import type { Incidents } from '../incidents.ts';
import { help, MOST_LISTED, openIncidents, pastIncidents } from '../messages/overview.ts';
import { whichService } from '../messages/which-service.ts';
import { quote } from '../quote.ts';
import { setAside } from '../set-aside.ts';
import { tellWhere } from '../tell-where.ts';
import { parseCommand, type Command } from './parse-command.ts';

/** One more than is shown, so that a list that goes on can say so. */
const LISTED = MOST_LISTED + 1;

/** `/rollback …`. Acknowledged after the commit; every answer is private except the incident's own message. */
export function rollbackCommand(incidents: Incidents, authorise: Authorise) {
  return async ({ ack, command: typed, respond, logger }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    const command = parseCommand(typed.text);
    const say = (text: string) => ack({ response_type: 'ephemeral', text });

    async function open({ service, mode }: Extract<Command, { kind: 'open' }>): Promise<void> {
      const asked = { service, mode, channel: typed.channel_id, by: typed.user_id, workspace: typed.team_domain, note: null };
      const declared = await declare(incidents, authorise, asked, `command:${typed.trigger_id}`);
      if (declared.kind === 'not opened') return await say(inMode(mode, declared.text));
      if (declared.kind === 'which service') return await ack(answer(whichService(declared.names, mode)));
      await (declared.kind === 'brought' ? say(inMode(mode, declared.text)) : ack());
      await tellWhere(incidents, declared.incident, typed.channel_id, { respond, logger });
    }

    switch (command.kind) {
      case 'open':
        return await open(command);
      case 'status':
        return await ack(answer(openIncidents(await incidents.list({ status: 'open' }, LISTED), typed.team_domain)));
      case 'history': {
        const filter = command.service === null ? {} : { service: command.service };
        return await ack(answer(pastIncidents(await incidents.list(filter, LISTED), typed.team_domain)));
      }
      case 'set aside':
        return await say(await setAside(incidents, authorise, command.incident, typed.user_id));
      case 'help':
        return await ack(answer(help(typed.command)));
      case 'not understood':
        return await say(`I do not understand “${quote(command.text, 100)}”, so nothing was done. Try \`${typed.command} help\`.`);
    }
  };
}

function answer({ text, blocks }: Message) {
  return { response_type: 'ephemeral' as const, text, blocks: [...blocks] as never };
}
