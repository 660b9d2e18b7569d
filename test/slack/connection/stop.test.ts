import { describe, expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import type { Bolt } from '#src/slack/connection/create-bolt.ts';
import { client } from '../support/local-slack.ts';
import { connected } from '../support/started-bolt.ts';

/** A listener that is held up until it is let go. */
function held() {
  const begun = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const register = ({ app }: Bolt) => {
    app.command('/rollback', async ({ ack }) => {
      begun.resolve();
      await released.promise;
      await ack('committed');
    });
    app.action('sb:go', async ({ ack }) => ack());
  };
  return { begun: begun.promise, release: released.resolve, register };
}

function says(slack: Slack) {
  return slack.person('U_ADA').says('C_OPS', '/rollback');
}

describe('when the bot stops', () => {
  test('a listener that is at it is waited for, and its acknowledgement arrives', async () => {
    const { begun, release, register } = held();
    const { slack, bolt } = await connected(register);
    const said = says(slack);
    await begun;
    const stopped = bolt.stop();
    release();
    await stopped;
    expect(await said).toMatchObject({ ok: true, text: 'committed' });
    expect(slack.connections()).toBe(0);
  });

  test('what arrives meanwhile is told to come again, and no listener hears of it', async () => {
    const { begun, release, register } = held();
    const { slack, bolt } = await connected(register);
    const first = says(slack);
    await begun;
    const stopped = bolt.stop();
    expect(await says(slack)).toMatchObject({ ok: true, text: 'I am restarting, so nothing was done. Try again in a few seconds.' });
    release();
    await stopped;
    expect((await first).text).toBe('committed');
  });

  test('a press that arrives meanwhile is told so too', async () => {
    const { begun, release, register } = held();
    const { slack, bolt } = await connected(register);
    const button = { type: 'button', action_id: 'sb:go', text: { type: 'plain_text', text: 'Go' } } as const;
    await client(slack).chat.postMessage({ channel: 'C_OPS', text: 'DRILL · x', blocks: [{ type: 'actions', elements: [button] }] });
    const [message] = slack.messages('C_OPS');
    if (message === undefined) throw new Error('nothing was posted');
    const first = says(slack);
    await begun;
    const stopped = bolt.stop();
    expect(await slack.person('U_ADA').clicks(message, 'Go')).toMatchObject({ ok: true });
    const answered = await slack.waitFor('the answer', () => slack.ephemerals('U_ADA').at(0));
    expect(plainText(answered)).toBe('DRILL · I am restarting, so nothing was done. Try again in a few seconds.');
    release();
    await Promise.all([stopped, first]);
  });

  test('a listener that fails meanwhile does not read as one that was never begun', async () => {
    const begun = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const { slack, bolt } = await connected(({ app }) => {
      app.command('/rollback', async () => {
        begun.resolve();
        await released.promise;
        throw new Error('the commit was cut short');
      });
    });
    const said = says(slack);
    await begun.promise;
    const stopped = bolt.stop();
    released.resolve();
    await stopped;
    expect((await said).text).toMatch(/^Something went wrong on my side, and I cannot tell whether that counted\./);
  });

  test('a listener that never ends is not waited for beyond the deadline', async () => {
    const { begun, release, register } = held();
    const { slack, bolt } = await connected(register, { finishWithinMs: 50, disconnectWithinMs: 200 });
    const said = says(slack);
    await begun;
    await bolt.stop();
    expect(slack.connections()).toBe(0);
    release();
    expect((await said).ok).toBe(false);
  });

  test('before anything happened there is nothing to wait for', async () => {
    const { slack, bolt } = await connected(() => {});
    await bolt.stop();
    expect(slack.connections()).toBe(0);
  });
});
