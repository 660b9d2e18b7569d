import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Authorise } from '#domain/authority.ts';
import { act, understand } from '../actions/act.ts';
import type { Incidents } from '../incidents.ts';
import { NOT_OURS } from '../messages/private-answer.ts';
import { readAnswer, readMetadata } from './answer.ts';
import { notice } from './notice.ts';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** A filled modal. Acknowledged after the commit; what did not count is said in the modal itself. */
export function answered(incidents: Incidents, authorise: Authorise) {
  return async ({ ack, view, body }: Args): Promise<void> => {
    const by = body.user.id;
    const target = readMetadata(view.private_metadata);
    const say = (text: string) => ack({ response_action: 'update', view: notice(text) });
    if (target === null) return await say(NOT_OURS);

    const understood = await understand(incidents, authorise, { incident: target.incident, turn: target.turn }, target.pressed, by);
    if (understood.kind === 'answer') return await say(understood.text);
    const { incident, choice } = understood;
    const filled = readAnswer(choice, view.state.values);
    if (filled.kind === 'not ours') return await say(NOT_OURS);
    if (filled.kind === 'missing') return await ack({ response_action: 'errors', errors: filled.errors });
    const answer = await act(incidents, { incident, choice, intent: filled.intent, by, key: `view:${view.id}` });
    await (answer === null ? ack() : say(answer));
  };
}
