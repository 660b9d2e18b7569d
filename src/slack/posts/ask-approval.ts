import type { Performer } from '#src/engine/performer.ts';
import type { Approval, ApprovedFile } from '../approval.ts';
import { approvalAsked, type Attachment } from '../messages/approval-asked.ts';
import { asDrill } from '../messages/as-drill.ts';
import { attach } from './attach.ts';
import { inThread, type ThreadParts } from './in-thread.ts';

/** The files of the drafted fix between two commits of a service; empty where there is none any more. */
export type DraftedFiles = (
  service: string,
  draft: { readonly from: string; readonly to: string },
  signal: AbortSignal,
) => Promise<readonly ApprovedFile[]>;

/** Tells whoever can approve, in a new message, what they are asked for. Each file is attached once. */
export function askApproval({ drafted, ...parts }: ThreadParts & { readonly drafted: DraftedFiles }): Performer<Approval> {
  return inThread(parts, {
    leaseMs: 60_000,
    what: 'the request for approval',
    write: async (incident, approval, context) => {
      const draft = approval.sql?.draft ?? null;
      const files = draft === null ? [] : await drafted(incident.service, draft, context.signal);
      const attached: Attachment[] = [];
      for (const file of files) attached.push(await attach(parts.client, incident, file, context));
      return { message: asDrill(incident.mode, approvalAsked(approval, attached)) };
    },
  });
}
