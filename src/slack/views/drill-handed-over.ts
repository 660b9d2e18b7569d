import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Authorise } from '#domain/authority.ts';
import type { Drills } from '../drills.ts';
import { inMode } from '../in-mode.ts';
import { NOT_OURS } from '../messages/private-answer.ts';
import { notice } from './notice.ts';
import { readDrill } from '../read-drill.ts';

/** Hands a drill to somebody who may hold it, if the one who does so may too. */
export function drillHandedOver(authorise: Authorise, drills: Drills) {
  return async ({ ack, view, body }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): Promise<void> => {
    const refuse = (text: string) => ack({ response_action: 'errors', errors: { person: text } });
    const drill = readDrill(view.private_metadata);
    const to = view.state.values['person']?.['person']?.selected_user;
    if (drill === null) return await ack({ response_action: 'update', view: notice(inMode('drill', NOT_OURS)) });
    if (to == null) return await refuse('Choose somebody.');
    const [mine, theirs] = await Promise.all([body.user.id, to].map((person) => authorise(person, drill.service, 'responder')));
    if (mine?.kind === 'cannot tell' || theirs?.kind === 'cannot tell')
      return await refuse('Who the responders are could not be read, so it was not handed over. Try again in a moment.');
    if (mine?.kind !== 'may') return await refuse(`You are not a responder of ${drill.service}, so it was not handed over.`);
    if (theirs?.kind !== 'may') return await refuse(`They are not a responder of ${drill.service}, so it was not handed over.`);
    await drills.handOver(drill, body.user.id, to);
    await ack();
  };
}
