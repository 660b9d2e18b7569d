import { expect, test } from 'vitest';
import { lastWord } from '#src/slack/connection/last-word.ts';

const URL = 'https://hooks.slack.com/actions/1';

test('a command is answered in its acknowledgement, or instead at its response URL', () => {
  expect(lastWord({ command: '/rollback', text: 'invoices', response_url: URL }, 'No.')).toEqual({
    acknowledgement: { response_type: 'ephemeral', text: 'No.' },
    instead: { url: URL, body: { response_type: 'ephemeral', replace_original: false, text: 'No.' } },
  });
});

test('a press can only be answered at its response URL, in its thread', () => {
  const press = { type: 'block_actions', message: { text: 'invoices: Moved' }, container: { thread_ts: '1.2' }, response_url: URL };
  expect(lastWord(press, 'No.')).toEqual({
    acknowledgement: undefined,
    instead: { url: URL, body: { response_type: 'ephemeral', replace_original: false, text: 'No.', thread_ts: '1.2' } },
  });
});

test('a modal is answered by what it turns into', () => {
  expect(lastWord({ type: 'view_submission', view: { title: { text: 'invoices' } } }, 'No.')).toMatchObject({
    acknowledgement: { response_action: 'update', view: { type: 'modal', title: { text: 'Please read' } } },
    instead: null,
  });
});

test.each([
  { command: '/rollback', text: 'drill invoices' },
  { command: '/rollback', text: '  drill' },
  { type: 'block_actions', message: { text: 'DRILL · invoices: Moved' } },
  { type: 'view_submission', view: { title: { text: 'DRILL · invoices' } } },
])('of a drill it says so first: %j', (payload) => {
  expect(JSON.stringify(lastWord({ ...payload, response_url: URL }, 'No.'))).toContain('"DRILL · No."');
});

test.each([
  { command: '/rollback', text: 'drills' },
  { type: 'block_actions', message: { text: 'invoices: DRILL' } },
])('what only sounds like one is none: %j', (payload) => {
  expect(JSON.stringify(lastWord({ ...payload, response_url: URL }, 'No.'))).not.toContain('DRILL');
});

test.each([{}, { type: 1, message: null, response_url: '' }, { view: 'none', container: [] }])(
  'of any other shape it is acknowledged without a word: %j',
  (payload) => {
    expect(lastWord(payload, 'No.')).toEqual({ acknowledgement: undefined, instead: null });
  },
);
