import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Authorise } from '#domain/authority.ts';
import { declare } from '../declare.ts';
import type { Incidents } from '../incidents.ts';
import { NOT_OURS } from '../messages/private-answer.ts';
import { whereItIs } from '../messages/where.ts';
import { readDeclaration } from './declare.ts';
import { notice } from './notice.ts';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** The message shortcut's modal, filled: opens the incident in the channel of that message. */
export function declared(incidents: Incidents, authorise: Authorise) {
  return async ({ ack, view, body }: Args): Promise<void> => {
    const say = (text: string) => ack({ response_action: 'update', view: notice(text) });
    const filled = readDeclaration(view.private_metadata, view.state.values);
    if (filled === null) return await say(NOT_OURS);
    const { service, channel, message } = filled;
    const note = message === '' ? null : message;
    const declaration = { service, mode: 'live' as const, channel, by: body.user.id, workspace: body.team?.domain ?? null, note };
    const result = await declare(incidents, authorise, declaration, `view:${view.id}`);
    if (result.kind === 'which service') return await say(NOT_OURS);
    if (result.kind !== 'opened') return await say(result.text);
    // A view has no address to answer at, so the modal itself says where it went.
    const place = await incidents.place(result.incident.id, 1_000);
    const elsewhere = whereItIs(result.incident, place, channel, incidents.command);
    await (elsewhere === null ? ack() : say(elsewhere));
  };
}
