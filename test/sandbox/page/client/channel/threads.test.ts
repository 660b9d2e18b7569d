import { expect, test } from 'vitest';
import { repliesTo, replyCount, roots } from '#sandbox/page/client/channel/threads.ts';
import { said } from '../fixtures/incident.ts';
import { ADA, fromBot, fromPerson, ts } from '../fixtures/state.ts';

const root = fromBot(ts(0), said('note'), { threadTs: ts(0) });
const reply = fromBot(ts(1), said('note'), { threadTs: ts(0) });
const onlyForMe = fromBot(ts(2), said('note'), { threadTs: ts(0), isPrivate: true });
const other = fromPerson(ts(3), ADA, 'hello');

test('the channel holds what began a thread, not what answers in it', () => {
  expect(roots([root, reply, onlyForMe, other]).map((message) => message.ts)).toEqual([ts(0), ts(3)]);
});

test('a thread holds its replies', () => {
  expect(repliesTo(ts(0), [root, reply, onlyForMe, other]).map((message) => message.ts)).toEqual([ts(1), ts(2)]);
});

test('a count of replies names those that only the reader sees', () => {
  expect([[], [reply], [reply, reply, onlyForMe], [onlyForMe]].map(replyCount)).toEqual([
    null,
    '1 reply',
    '2 replies, 1 only visible to you',
    '1 only visible to you',
  ]);
});
