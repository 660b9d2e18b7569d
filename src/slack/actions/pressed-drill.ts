import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Authorise } from '#domain/authority.ts';
import { declare } from '../declare.ts';
import type { Drills } from '../drills.ts';
import { inMode } from '../in-mode.ts';
import type { Incidents } from '../incidents.ts';
import { DRILL_ACTIONS } from '../messages/drill-reminder.ts';
import { denied } from '../messages/private-answer.ts';
import { readDrill } from '../read-drill.ts';
import { tell } from '../tell.ts';
import { handOverDrillView } from '../views/hand-over-drill.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

const POSTPONE_MS = 60 * 60_000;

/** The buttons of a drill's reminder. A second press of any of them changes nothing. */
export function pressedDrill(incidents: Incidents, authorise: Authorise, drills: Drills) {
  return async ({ ack, action, body, client, respond, logger }: Args): Promise<void> => {
    const by = body.user.id;
    const privately = async (text: string) => {
      await ack();
      await tell(respond, logger, { text: inMode('drill', text) });
    };
    const drill = readDrill(action.value);
    if (drill === null) return await privately('That reminder is not one of mine, so nothing was done.');

    const authority = await authorise(by, drill.service, 'responder');
    if (authority.kind !== 'may') return await privately(denied(authority, 'responder'));
    switch (action.action_id) {
      case DRILL_ACTIONS.start: {
        const workspace = body.team?.domain ?? null;
        const declaration = { service: drill.service, mode: 'drill' as const, channel: drill.channel, by, workspace, note: null };
        const declared = await declare(incidents, authorise, declaration, `drill:${drill.schedule}:${drill.occurrence}`);
        if (declared.kind === 'which service') return await privately('That reminder is not one of mine, so nothing was done.');
        if (declared.kind !== 'opened') return await privately(declared.text);
        const { incident, again } = declared;
        return await (again
          ? privately(`This drill was started already: ${incident.id}, in <#${incident.channel}>. Nothing was started twice.`)
          : ack());
      }
      case DRILL_ACTIONS.postpone: {
        const postponed = await drills.postpone(drill, drills.now() + POSTPONE_MS);
        const said = postponed ? 'I will remind you again in one hour.' : 'A later reminder was said already, so nothing was postponed.';
        return await privately(said);
      }
      default:
        await client.views.open({ trigger_id: body.trigger_id, view: handOverDrillView(drill) });
        return await ack();
    }
  };
}
