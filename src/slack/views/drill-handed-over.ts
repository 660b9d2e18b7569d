import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Authorise } from '#domain/authority.ts';
import type { Drills } from '../drills.ts';
import { readDrill } from '../read-drill.ts';

/** Hands a drill to somebody who may hold it. */
export function drillHandedOver(authorise: Authorise, drills: Drills) {
  return async ({ ack, view, body }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): Promise<void> => {
    const refuse = (text: string) => ack({ response_action: 'errors', errors: { person: text } });
    const drill = readDrill(view.private_metadata);
    const to = view.state.values['person']?.['person']?.selected_user;
    if (drill === null || to == null) return await refuse('Choose somebody.');
    const authority = await authorise(to, drill.service, 'responder');
    if (authority.kind !== 'may') return await refuse(`They are not a responder of ${drill.service}, so it was not handed over.`);
    await drills.handOver(drill, body.user.id, to);
    await ack();
  };
}
