import { z } from 'zod';
import { putMessage } from '../workspace.ts';
import { joinedChannel } from './find-channel.ts';
import { newMessage, refuseThread } from './find-message.ts';
import { count, fromJson, type Method, method, refuse } from './method.ts';

const getUploadUrl = method({
  tier: 4,
  scopes: ['files:write'],
  args: z.object({ filename: z.string().min(1), length: count.min(1), alt_txt: z.string().optional() }),
  run: (args, slack) => {
    const id = slack.workspace.newId('F');
    slack.workspace.files.set(id, { id, name: args.filename, length: args.length, content: null, title: null });
    return { ok: true, upload_url: slack.uploadUrl(id), file_id: id };
  },
});

const completeUpload = method({
  tier: 4,
  scopes: ['files:write'],
  args: z.object({
    files: z.preprocess(fromJson, z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)),
    channel_id: z.string().optional(),
    thread_ts: z.string().optional(),
    initial_comment: z.string().optional(),
  }),
  run: (args, slack) => {
    const { workspace } = slack;
    const files = args.files.map((asked) => ({ asked, stored: workspace.files.get(asked.id) }));
    if (files.some(({ stored }) => stored === undefined || stored.content === null)) return refuse('file_not_found');
    const target = args.channel_id === undefined ? null : joinedChannel(slack, args.channel_id);
    if (target?.kind === 'refused') return target.answer;
    const refusal = target === null ? null : refuseThread(workspace, target.channel.id, args.thread_ts);
    if (refusal !== null) return refusal;

    const completed = files.flatMap(({ asked, stored }) =>
      stored === undefined ? [] : [{ ...stored, title: asked.title ?? stored.name }],
    );
    for (const file of completed) workspace.files.set(file.id, file);
    const shared = completed.map(({ id, name, title, length }) => ({ id, name, title, size: length }));
    if (target !== null) {
      const message = newMessage(workspace, target.channel.id, { text: args.initial_comment ?? '' });
      putMessage(workspace, { ...message, threadTs: args.thread_ts ?? null, files: shared });
    }
    return { ok: true, files: shared };
  },
});

export const files: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': completeUpload,
};
