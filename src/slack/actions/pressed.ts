import type { AllMiddlewareArgs, BlockAction, BlockElementAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Authorise } from '#domain/authority.ts';
import { decode, type ButtonValue } from '../action-id.ts';
import type { IncidentView, Incidents } from '../incidents.ts';
import { unknownIncident } from '../messages/private-answer.ts';
import { MANUAL, MORE } from '../messages/status.ts';
import { answerView, readMetadata } from '../views/answer.ts';
import { tell } from '../tell.ts';
import { act, understand } from './act.ts';

type Args = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** What is done by hand in the state that the incident is in, as `mrkdwn`. */
export type ManualAnswer = (incident: IncidentView) => string;

/** Every button and menu of an incident's message. Acknowledged after the commit; what did not count is answered privately. */
export function pressed(incidents: Incidents, authorise: Authorise, manual: ManualAnswer) {
  return async ({ ack, action, body, client, respond, logger }: Args): Promise<void> => {
    const by = body.user.id;
    const press = readPress(action);
    const privately = async (text: string) => {
      await ack();
      await tell(respond, logger, { text, ...thread(body) });
    };
    if (press === null) return await privately(unknownIncident(incidents.command));
    if (press.pressed === MANUAL) {
      const incident = await incidents.find(press.value.incident);
      return await privately(incident === null ? unknownIncident(incidents.command) : manual(incident));
    }

    const understood = await understand(incidents, authorise, press.value, press.pressed, by);
    if (understood.kind === 'answer') return await privately(understood.text);
    const { incident, choice } = understood;
    if (choice.asks !== 'click') {
      await client.views.open({ trigger_id: body.trigger_id, view: answerView(incident, choice) });
      return await ack();
    }
    const key = `click:${body.container['message_ts'] ?? ''}:${action.action_ts}:${by}`;
    const answer = await act(incidents, { incident, choice, intent: choice.intent, by, key });
    await (answer === null ? ack() : privately(answer));
  };
}

interface PressRead {
  readonly value: ButtonValue;
  readonly pressed: string;
}

function readPress(action: BlockElementAction): PressRead | null {
  if (action.type === 'button') {
    const value = decode(action.value);
    return value === null ? null : { value, pressed: action.action_id };
  }
  if (action.type === 'static_select' && action.action_id === MORE) {
    const read = readMetadata(action.selected_option.value);
    return read === null ? null : { value: { incident: read.incident, turn: read.turn }, pressed: read.pressed };
  }
  return null;
}

/** A private answer appears where the person looks: in the thread, if the press was there. */
function thread(body: BlockAction): { thread_ts?: string } {
  const ts: unknown = body.container['thread_ts'];
  return typeof ts === 'string' ? { thread_ts: ts } : {};
}
