import { describe, expect, test } from 'vitest';
import { heard } from '#sandbox/page/client/live/heard.ts';
import { openedPage } from '#sandbox/page/client/page-state.ts';
import { said } from '../fixtures/incident.ts';
import { fromBot, inIncident, ts } from '../fixtures/state.ts';

const root = fromBot(ts(0), said('note'));
const answer = fromBot(ts(1), said('note'), { threadTs: ts(0), isPrivate: true });

describe('a thread', () => {
  const before = heard(openedPage('ada'), inIncident([root]));

  test('opens by itself for an answer that only the reader sees', () => {
    expect(heard(before, inIncident([root, answer])).thread).toBe(ts(0));
  });

  test('stays closed once the reader closed it', () => {
    const closed = { ...heard(before, inIncident([root, answer])), thread: null };
    expect(heard(closed, inIncident([root, answer])).thread).toBeNull();
  });

  test('stays closed for what everybody sees, and for what was there when the page was opened', () => {
    expect(heard(before, inIncident([root, { ...answer, isPrivate: false }])).thread).toBeNull();
    expect(heard(openedPage('ada'), inIncident([root, answer])).thread).toBeNull();
  });

  test('stays closed when the page becomes somebody else’s', () => {
    expect(heard({ ...before, as: 'ben' }, inIncident([root, answer])).thread).toBeNull();
  });
});
