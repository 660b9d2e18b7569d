import { expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
import { post, workspace } from './workspace.ts';

test('it gives back what it was waiting for, whether that was there or came', async () => {
  const slack = await workspace();
  const coming = slack.waitFor('fog', () => slack.messages('C_OPS').find((message) => plainText(message) === 'fog'));
  const posted = await post(slack, { text: 'fog' });
  expect(await coming).toEqual(posted);
  expect(await slack.waitFor('fog', () => slack.messages('C_OPS').at(0))).toEqual(posted);
});

test('when it never comes, it says what was awaited and what there is', async () => {
  const slack = await workspace({ now: () => 1_700_000_000_000 });
  const root = await post(slack, { text: 'root' });
  slack.person('U_BOB').writes('C_OPS', 'reply', { threadTs: root.ts });
  await expect(slack.waitFor('sunshine', () => null, 20)).rejects.toThrow(
    'Waited 20 ms in vain for sunshine. There is now:\nC_OPS 1700000000.000000: root\nC_OPS 1700000000.000001 in thread 1700000000.000000: reply',
  );
});

test('it notices what changes outside of Slack too', async () => {
  const slack = await workspace();
  const outside: string[] = [];
  const waiting = slack.waitFor('something outside', () => outside.at(0));
  outside.push('fog');
  expect(await waiting).toBe('fog');
});

test('a look that throws ends the wait with its error', async () => {
  const slack = await workspace();
  const look = () => {
    throw new Error('bad look');
  };
  await expect(slack.waitFor('anything', look)).rejects.toThrow('bad look');
});

test('a listener hears every change until it stops', async () => {
  const slack = await workspace();
  let heard = 0;
  const stop = slack.onChange(() => {
    heard += 1;
  });
  slack.person('U_ADA').writes('C_EMPTY', 'one');
  stop();
  slack.person('U_ADA').writes('C_EMPTY', 'two');
  expect(heard).toBe(1);
});
