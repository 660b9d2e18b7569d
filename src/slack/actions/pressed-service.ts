import type { AllMiddlewareArgs, BlockAction, BlockElementAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Authorise } from '#domain/authority.ts';
import { declare } from '../declare.ts';
import { inMode } from '../in-mode.ts';
import type { Incidents } from '../incidents.ts';
import { NOT_OURS } from '../messages/private-answer.ts';
import { readService } from '../messages/which-service.ts';
import { tell } from '../tell.ts';
import { tellWhere } from '../tell-where.ts';

/** The answer to which service is meant. It takes the place of the question, so it is asked and answered once. */
export function pressedService(incidents: Incidents, authorise: Authorise) {
  return async ({ ack, action, body, respond, logger }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs): Promise<void> => {
    const chosen = readService(valueOf(action));
    const channel = body.channel?.id;
    const say = (text: string) => tell(respond, logger, { text, replace_original: true });
    if (chosen === null || channel === undefined) {
      await ack();
      return await say(NOT_OURS);
    }
    const { service, mode } = chosen;
    const key = `service:${String(body.container['message_ts'])}:${service}`;
    const declared = await declare(
      incidents,
      authorise,
      { service, mode, channel, by: body.user.id, workspace: body.team?.domain ?? null, note: null },
      key,
    );
    await ack();
    switch (declared.kind) {
      case 'not opened':
        return await say(inMode(mode, declared.text));
      case 'which service':
        return await say(NOT_OURS);
      case 'brought':
        await say(inMode(mode, declared.text));
        return await tellWhere(incidents, declared.incident, channel, { respond, logger });
      case 'opened':
        await say(inMode(mode, `Incident ${declared.incident.id} for \`${service}\` is open.`));
        return await tellWhere(incidents, declared.incident, channel, { respond, logger });
    }
  };
}

function valueOf(action: BlockElementAction): string | undefined {
  if (action.type === 'button') return action.value;
  return action.type === 'static_select' ? action.selected_option.value : undefined;
}
