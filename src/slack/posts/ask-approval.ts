import type { Performer } from '#src/engine/performer.ts';
import type { Approval, ApprovedFile } from '../approval.ts';
import type { SlackClient } from '../connection/slack-client.ts';
import type { Incidents } from '../incidents.ts';
import { approvalAsked, type Attachment } from '../messages/approval-asked.ts';
import { asDrill } from '../messages/as-drill.ts';
import { attach } from './attach.ts';
import { NEVER_GIVEN_UP, type Poster } from './poster.ts';
import { hasThread, isReplied, NO_INCIDENT, NO_THREAD, reply } from './reply.ts';

/** The files of the drafted fix between two commits of a service; empty where there is none any more. */
export type DraftedFiles = (
  service: string,
  draft: { readonly from: string; readonly to: string },
  signal: AbortSignal,
) => Promise<readonly ApprovedFile[]>;

export interface AskApprovalParts {
  readonly client: SlackClient;
  readonly poster: Poster;
  readonly incidents: Incidents;
  readonly drafted: DraftedFiles;
}

/** Tells whoever can approve, in a new message, what they are asked for. Said exactly once, and each file is attached once. */
export function askApproval({ client, poster, incidents, drafted }: AskApprovalParts): Performer<Approval> {
  return {
    leaseMs: 60_000,
    repeat: 'reconcile',
    ...NEVER_GIVEN_UP,
    perform: async ({ id: effect, incident: incidentId, input }, context) => {
      const incident = await incidents.find(incidentId ?? '');
      if (incident === null) return NO_INCIDENT;
      if (!hasThread(incident)) return NO_THREAD;
      const draft = input.sql?.draft ?? null;
      const files = draft === null ? [] : await drafted(incident.service, draft, context.signal);
      const attached: Attachment[] = [];
      for (const file of files) attached.push(await attach(client, incident, file, context));
      const message = asDrill(incident.mode, approvalAsked(input, attached));
      const sent = await reply({ poster, incidents }, incident, { effect, message }, context);
      return sent.kind === 'sent' ? { kind: 'done' } : poster.later('the request for approval', sent, context);
    },
    reconcile: async ({ id: effect, incident: incidentId, createdAt }) => {
      const incident = await incidents.find(incidentId ?? '');
      if (incident === null || !hasThread(incident)) return { kind: 'absent' };
      return (await isReplied({ client, incidents }, incident, { effect, createdAt })) ? { kind: 'landed' } : { kind: 'absent' };
    },
  };
}
