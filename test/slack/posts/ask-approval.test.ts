import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
import type { Approval } from '#src/slack/approval.ts';
import { askApproval } from '#src/slack/posts/ask-approval.ts';
import { walk } from '#test/support/walk.ts';
import { deskAt } from '../support/desk.ts';
import { CONTEXT, effectOf, reconciled } from '../support/effect.ts';
import { client, localSlack, poster } from '../support/local-slack.ts';

const SQL = `${Array.from({ length: 300 }, (_, line) => `alter table invoices add column c${line} int;`).join('\n')}\n`;
const HASH = createHash('sha256').update(SQL).digest('hex');

const APPROVAL: Approval = {
  title: 'Apply the forward-fix to production',
  role: 'approver',
  who: ['<@U_BEN>', '<!subteam^S_ONCALL>'],
  asked: { by: 'U_ADA', reason: null },
  does: { lines: ['Run the migration & watch it.'], commands: ['npx prisma migrate deploy'] },
  against: [],
  sql: { draft: { from: 'a', to: 'b' } },
};

async function thread(sql = SQL, mode: 'live' | 'drill' = 'live') {
  const slack = await localSlack();
  const root = await client(slack).chat.postMessage({ channel: 'C_OPS', text: 'the incident' });
  const incidents = deskAt(walk({ mode }).snapshot, { threadTs: root.ts ?? null });
  const drafted = async () => [{ path: 'drizzle/0004_fix.sql', content: sql }];
  const performer = askApproval({ client: client(slack), poster: poster(slack), incidents, drafted });
  const replies = () => slack.thread('C_OPS', root.ts ?? '').slice(1);
  return { slack, performer, replies };
}

const asked = (approval: Partial<Approval> = {}) => effectOf('askApproval', { ...APPROVAL, ...approval });

test('whoever can approve is mentioned in a new message, with what is done and the whole file with its hash', async () => {
  const { slack, performer, replies } = await thread();
  expect(await performer.perform(asked(), CONTEXT)).toEqual({ kind: 'done' });
  const [file, message] = replies();
  expect(file?.files.map(({ name, title }) => [name, title])).toEqual([
    ['0004_fix.sql', `drizzle/0004_fix.sql (sha256 ${HASH.slice(0, 12)})`],
  ]);
  expect(slack.files().map(({ content }) => content?.toString())).toEqual([SQL]);
  expect(message?.text).toBe('<@U_BEN>, <!subteam^S_ONCALL>: a second person is needed: Apply the forward-fix to production');
  expect(message === undefined ? '' : plainText(message)).toBe(
    [
      '*A second person is needed: Apply the forward-fix to production*',
      '@U_BEN, @subteam^S_ONCALL: @U_ADA asks for it',
      'Run the migration & watch it.',
      'npx prisma migrate deploy',
      `The whole file is attached to this thread: \`drizzle/0004_fix.sql\`, 300 lines, sha256 \`${HASH}\``,
      'Nothing is done until somebody approves it with the buttons at the top of this thread.',
    ].join('\n'),
  );
});

test('a message whose answer was lost is found again, and the file is attached once', async () => {
  const { slack, performer, replies } = await thread();
  slack.faults.on('chat.postMessage', { kind: 'serverError', status: 503 });
  await expect(performer.perform(asked(), CONTEXT)).rejects.toThrow('503');
  expect(await reconciled(performer, asked())).toEqual({ kind: 'absent' });
  await performer.perform(asked(), CONTEXT);
  expect(await reconciled(performer, asked())).toEqual({ kind: 'landed' });
  expect(replies().map(({ files }) => files.length)).toEqual([1, 0]);
});

test.each([
  ['files.getUploadURLExternal', 'missing_scope'],
  ['files.completeUploadExternal', 'file_uploads_disabled'],
])('where %s answers %s a short file stands in the message whole', async (method, error) => {
  const { slack, performer, replies } = await thread('select 1;\nselect 2;\n');
  slack.faults.on(method, { kind: 'refuse', error });
  expect(await performer.perform(asked(), CONTEXT)).toEqual({ kind: 'done' });
  const said = replies().map(plainText).join('\n');
  expect(said).toContain(`shown here because it could not be attached (${error}):\nselect 1;\nselect 2;\n`);
});

test('and a long one is never cut: it is said where to read it', async () => {
  const { slack, performer, replies } = await thread();
  slack.faults.on('files.getUploadURLExternal', { kind: 'refuse', error: 'missing_scope' });
  await performer.perform(asked(), CONTEXT);
  const said = replies().map(plainText).join('\n');
  expect(said).toContain(
    `sha256 \`${HASH}\` could not be attached (missing_scope) and is too long to be shown here. Read it on its branch`,
  );
  expect(said).not.toContain('c0 int');
});

test('SQL that the bot does not have is not claimed, and what speaks against a move is said', async () => {
  const { performer, replies } = await thread();
  await performer.perform(asked({ sql: { draft: null }, against: ['invoices.total is gone.'] }), CONTEXT);
  const said = replies().map(plainText).join('\n');
  expect(said).toContain('*What speaks against it*\n• invoices.total is gone.');
  expect(said).toContain('I do not have the SQL that would be run. Whoever asks posts it here first');
});

test('in a drill it says so first', async () => {
  const { performer, replies } = await thread(SQL, 'drill');
  await performer.perform(asked({ sql: null }), CONTEXT);
  expect(replies()[0]?.text).toMatch(/^DRILL · /);
});

test('a claim that has run out attaches nothing and says nothing', async () => {
  const { slack, performer, replies } = await thread();
  const beforeSend = () => {
    throw new Error('Too little of the lease was left, so nothing was sent.');
  };
  await expect(performer.perform(asked(), { ...CONTEXT, beforeSend })).rejects.toThrow('Too little of the lease was left');
  expect([replies(), slack.files()]).toEqual([[], []]);
});
