import { expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
import { tell } from '#src/slack/posts/tell.ts';
import { walk } from '#test/support/walk.ts';
import { deskAt } from '../support/desk.ts';
import { CONTEXT, effectOf } from '../support/effect.ts';
import { client, localSlack } from '../support/local-slack.ts';

const TOLD = { to: 'U_ADA', step: 'Promote the new build', read: 'd0a1e00 serves production, which is what was rolled back to.' };

test('what was read is told to the one person who said that it is done, in the thread', async () => {
  const slack = await localSlack();
  const root = await client(slack).chat.postMessage({ channel: 'C_OPS', text: 'the incident' });
  const desk = deskAt(walk({ mode: 'drill' }).snapshot, { threadTs: root.ts ?? null });
  expect(await tell(client(slack), desk).perform(effectOf('tell', TOLD), CONTEXT)).toEqual({ kind: 'done' });
  expect(slack.ephemerals('U_ADA').map(plainText)).toEqual([
    'DRILL · “Promote the new build” is not done, as far as I can read: d0a1e00 serves production, which is what was rolled back to. Do it and press Done again; or say with a reason that it is done all the same.',
  ]);
  expect(slack.ephemerals('U_BEN')).toEqual([]);
});

test('somebody who has left the channel is not told, and nothing waits for it', async () => {
  const slack = await localSlack();
  const performer = tell(client(slack), deskAt(walk({}).snapshot, { channel: 'C_OPS' }));
  expect(await performer.perform(effectOf('tell', { ...TOLD, to: 'U_GONE' }), CONTEXT)).toEqual({
    kind: 'failed',
    why: 'Slack refused the private answer: user_not_in_channel.',
  });
});
