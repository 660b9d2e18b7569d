import { describe, expect, test } from 'vitest';
import { webApi } from '@slack/bolt';
import type { Slack } from '#sandbox/slack/start-slack.ts';
import type { Bolt } from '#src/slack/connection/create-bolt.ts';
import { localSlack } from '../support/local-slack.ts';
import { boltFor, connected, connectedOverHttp } from '../support/started-bolt.ts';

function answersRollback({ app }: Bolt): void {
  app.command('/rollback', async ({ ack, command }) => ack(`heard ${command.text}`));
}

async function says(slack: Slack, text: string): Promise<string | null> {
  const result = await slack.person('U_ADA').says('C_OPS', `/rollback ${text}`);
  return result.ok ? result.text : result.error;
}

describe('over two connections', () => {
  test('both are open before the bot counts as started', async () => {
    const { slack } = await connected(answersRollback);
    expect(slack.connections()).toBe(2);
  });

  test('a listener’s own calls are tried once: a rate limit is reported at once', async () => {
    const errors: unknown[] = [];
    const { slack } = await connected(({ app }, local) => {
      app.command('/rollback', async ({ ack, client }) => {
        local.faults.on('chat.postMessage', { kind: 'rateLimited', retryAfterSeconds: 30 });
        await client.chat.postMessage({ channel: 'C_OPS', text: 'x' }).catch((error: unknown) => errors.push(error));
        local.faults.on('chat.postMessage', { kind: 'serverError', status: 503 });
        await client.chat.postMessage({ channel: 'C_OPS', text: 'x' }).catch((error: unknown) => errors.push(error));
        await ack('done');
      });
    });
    expect(await says(slack, '')).toBe('done');
    expect(errors).toEqual([expect.any(webApi.WebAPIRateLimitedError), expect.any(webApi.WebAPIHTTPError)]);
    expect(slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(2);
  });
});

describe('a start that cannot succeed is refused', () => {
  test('for a wrong bot token', async () => {
    const { bolt } = boltFor(await localSlack(), { botToken: 'xoxb-wrong' });
    await expect(bolt.start()).rejects.toMatchObject({
      code: 'provider_unauthorized',
      message:
        'Slack refused SLACK_BOT_TOKEN (invalid_auth), so the bot was not connected. Copy the token from the app’s page again and restart.',
    });
  });

  test('for a wrong app token', async () => {
    const { bolt } = boltFor(await localSlack(), { connection: { kind: 'socket', appToken: 'xapp-wrong' } });
    await expect(bolt.start()).rejects.toMatchObject({
      code: 'provider_unauthorized',
      message:
        'Slack refused SLACK_APP_TOKEN (invalid_auth), so the bot was not connected. Copy the token from the app’s page again and restart.',
    });
  });

  test('for a token of the wrong kind, which Bolt would try for ever', async () => {
    const slack = await localSlack();
    const { bolt } = boltFor(slack, { connection: { kind: 'socket', appToken: slack.botToken } }, { startWithinMs: 300 });
    await expect(bolt.start()).rejects.toMatchObject({ code: 'provider_unavailable', message: expect.stringContaining('SLACK_APP_TOKEN') });
  });

  test('where Slack never says hello', async () => {
    const slack = await localSlack();
    slack.faults.sayHello(false);
    const { bolt } = boltFor(slack, {}, { startWithinMs: 300 });
    await expect(bolt.start()).rejects.toMatchObject({
      code: 'provider_unavailable',
      retryable: true,
      message:
        'Slack did not open a connection within 0.3 s, so the bot was not connected. Check SLACK_APP_TOKEN and its scope connections:write.',
    });
  });
});

describe('over HTTP', () => {
  test('signed requests are taken', async () => {
    const { slack } = await connectedOverHttp(answersRollback);
    expect(await says(slack, 'invoices')).toBe('heard invoices');
  });

  test('others are not', async () => {
    const { slack } = await connectedOverHttp(answersRollback, { signingSecret: 'another' });
    expect(await says(slack, 'invoices')).toBe('dispatch_failed');
    expect(slack.deliveries.map(({ why }) => why)).toEqual(['the app answered HTTP 401']);
  });
});
