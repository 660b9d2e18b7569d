import { NOT_FOUND, ok, refuse, type Answer } from './answer.ts';
import type { ApiRequest } from './api-request.ts';
import type { State } from './state.ts';

export function projectEvent(state: State, { params }: ApiRequest): Answer {
  if (params['project'] !== state.identity.project) return NOT_FOUND;
  const event = state.events.visible(state.now()).find(({ id }) => id === params['event']?.toLowerCase());
  if (event === undefined) return refuse(404, 'Event not found');
  return ok({
    id: event.id,
    eventID: event.id,
    projectID: state.identity.projectId,
    type: event.type,
    title: event.title,
    message: event.message,
    culprit: event.culprit,
    metadata: event.exception ?? { title: event.title },
    tags: event.tags,
    dateCreated: new Date(event.at).toISOString(),
    dateReceived: new Date(event.receivedAt).toISOString(),
  });
}
