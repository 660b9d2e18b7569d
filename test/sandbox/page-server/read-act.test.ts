import { describe, expect, test } from 'vitest';
import { readAct } from '#sandbox/page/server/read-act.ts';
import type { Act } from '#sandbox/page/protocol.ts';

const ACTS: readonly Act[] = [
  { kind: 'type', as: 'ada', text: '/rollback invoices', threadTs: null },
  { kind: 'attach', as: 'ada', name: '../a "b"\n<b>', content: 'AP8=', threadTs: '1.000001' },
  { kind: 'attach', as: 'ada', name: 'empty', content: '', threadTs: null },
  { kind: 'press', as: 'ben', ts: '1.000001', actionId: 'sb:step.approve', blockId: 'b1', value: null },
  { kind: 'shortcut', as: 'cyd', callbackId: 'incident.declare-from-message', ts: '1.000001' },
  { kind: 'submit', as: 'ada', view: 'V000001', values: { words: 'because', people: ['U0BEN', 'U0DOT'] } },
  { kind: 'close', as: 'ada', view: 'V000001' },
  { kind: 'start scenario', key: 'app-bug' },
  { kind: 'fault', key: 'slow-vercel', on: true },
  { kind: 'kill bot' },
  { kind: 'ask hint' },
  { kind: 'run', key: 'forward-fix' },
];

describe('every act of the protocol is read as it was sent', () => {
  test.each(ACTS.map((act) => [act.kind, act] as const))('%s', (_, act) => {
    expect(readAct(JSON.stringify(act))).toEqual({ kind: 'act', act });
  });
});

test('a message outside a thread needs not say so', () => {
  expect(readAct('{"kind":"type","as":"ada","text":"hello"}')).toEqual({
    kind: 'act',
    act: { kind: 'type', as: 'ada', text: 'hello', threadTs: null },
  });
});

describe('what is no act is refused by its name', () => {
  test.each([
    ['not JSON', 'hello', 'the act'],
    ['an unknown kind', '{"kind":"rm"}', 'kind'],
    ['somebody who is not there', '{"kind":"type","as":"eve","text":"hello"}', 'as'],
    ['an unknown fault', '{"kind":"fault","key":"earthquake","on":true}', 'key'],
    ['a field that does not belong to it', '{"kind":"kill bot","signal":9}', 'signal'],
    ['a file that is not base64', '{"kind":"attach","as":"ada","name":"a","content":"é"}', 'content'],
    ['a file without a name', '{"kind":"attach","as":"ada","name":"","content":""}', 'name'],
    ['an empty message', '{"kind":"type","as":"ada","text":""}', 'text'],
  ])('%s', (_, body, names) => {
    const read = readAct(body);
    expect(read).toEqual({ kind: 'refused', why: expect.stringContaining(names) });
    expect(read).toMatchObject({ why: expect.stringMatching(/^That is no act, so nothing was done\. /) });
  });
});
