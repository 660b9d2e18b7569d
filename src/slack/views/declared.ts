import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Authorise } from '#domain/authority.ts';
import { declare } from '../declare.ts';
import type { Incidents } from '../incidents.ts';
import { readDeclaration } from './declare.ts';
import { notice } from './notice.ts';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** The message shortcut's modal, filled: opens the incident in the channel of that message. */
export function declared(incidents: Incidents, authorise: Authorise) {
  return async ({ ack, view, body }: Args): Promise<void> => {
    const { service, channel, message } = readDeclaration(view.private_metadata, view.state.values);
    const note = message === '' ? null : message;
    const result = await declare(incidents, authorise, { service, mode: 'live', channel, by: body.user.id, note }, `view:${view.id}`);
    await (result.kind === 'opened' ? ack() : ack({ response_action: 'update', view: notice(result.text) }));
  };
}
