import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Authorise } from '#domain/authority.ts';
import { declare } from '../declare.ts';
import type { Incidents } from '../incidents.ts';
import { readDeclaration } from './declare.ts';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** The message shortcut's modal, filled: opens the incident in the channel of that message. */
export function declared(incidents: Incidents, authorise: Authorise) {
  return async ({ ack, view, body }: Args): Promise<void> => {
    const { service, channel, message } = readDeclaration(view.private_metadata, view.state.values);
    const note = message === '' ? null : message;
    const result = await declare(incidents, authorise, { service, mode: 'live', channel, by: body.user.id, note }, `view:${view.id}`);
    await (result.kind === 'opened' ? ack() : ack({ response_action: 'errors', errors: { service: unformatted(result.text) } }));
  };
}

/** Errors in a modal are plain text. */
function unformatted(mrkdwn: string): string {
  return mrkdwn.replaceAll('`', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
