import { z } from 'zod';
import type { PerformContext } from '#src/engine/performer.ts';
import type { ApprovedFile } from '../approval.ts';
import type { SlackClient } from '../connection/slack-client.ts';
import { sha256, type Attachment } from '../messages/approval-asked.ts';
import type { Threaded } from './reply.ts';
import { refusalOf } from './slack-failure.ts';

const UPLOAD_WITHIN_MS = 8_000;

const Announced = z.object({ upload_url: z.url(), file_id: z.string() });
const Page = z.object({
  messages: z.array(z.object({ files: z.array(z.object({ title: z.string().nullish() })).optional() })),
  response_metadata: z.object({ next_cursor: z.string() }).partial().optional(),
});

/** Puts a file into the thread, unless the same content stands there already. Throws where it may be there and was not seen. */
export async function attach(
  client: SlackClient,
  { channel, threadTs }: Threaded,
  file: ApprovedFile,
  context: PerformContext,
): Promise<Attachment> {
  const bytes = Buffer.from(file.content);
  const title = `${file.path} (sha256 ${sha256(file.content).slice(0, 12)})`;
  try {
    if (await isThere(client, { channel, ts: threadTs }, title)) return { ...file, kind: 'attached' };
    context.beforeSend();
    const filename = file.path.split('/').at(-1) ?? 'migration.sql';
    const announced = Announced.parse(await client.apiCall('files.getUploadURLExternal', { filename, length: bytes.length }));
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(UPLOAD_WITHIN_MS)]);
    const stored = await fetch(announced.upload_url, { method: 'POST', body: bytes, signal });
    if (!stored.ok) return { ...file, kind: 'not attached', why: `HTTP ${stored.status}` };
    context.beforeSend();
    await client.apiCall('files.completeUploadExternal', {
      files: [{ id: announced.file_id, title }],
      channel_id: channel,
      thread_ts: threadTs,
    });
    return { ...file, kind: 'attached' };
  } catch (error) {
    const refusal = refusalOf(error);
    return { ...file, kind: 'not attached', why: refusal.kind === 'refused' ? refusal.code : refusal.why };
  }
}

async function isThere(client: SlackClient, where: { readonly channel: string; readonly ts: string }, title: string): Promise<boolean> {
  let cursor = '';
  do {
    const at = cursor === '' ? {} : { cursor };
    const page = Page.parse(await client.apiCall('conversations.replies', { ...where, limit: 200, ...at }));
    if (page.messages.some(({ files = [] }) => files.some((file) => file.title === title))) return true;
    cursor = page.response_metadata?.next_cursor ?? '';
  } while (cursor !== '');
  return false;
}
