import { expect, test } from 'vitest';
import { pino } from 'pino';
import { LogLevel } from '@slack/bolt';
import { boltLogger } from '#src/slack/connection/bolt-logger.ts';
import { connected } from '../support/started-bolt.ts';

function logged(write: (logger: ReturnType<typeof boltLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(boltLogger(pino({ level: 'trace', base: null, timestamp: false }, { write: (line: string) => void lines.push(line) })));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('texts and errors are kept, each in its place', () => {
  const error = new TypeError('no');
  expect(logged((logger) => logger.error('it failed:', error))).toEqual([
    { level: 50, part: 'bolt', error: { name: 'TypeError', message: 'no', stack: error.stack }, said: 'it failed:', msg: 'Bolt says' },
  ]);
  expect(logged((logger) => logger.warn('slow'))).toEqual([{ level: 40, part: 'bolt', said: 'slow', msg: 'Bolt says' }]);
});

test('debug lines are dropped, whatever level is asked for', () => {
  expect(
    logged((logger) => {
      logger.setLevel(LogLevel.DEBUG);
      logger.debug({ response_url: 'https://hooks.slack.com/secret' });
    }),
  ).toEqual([]);
  expect(boltLogger(pino({ level: 'silent' })).getLevel()).toBe(LogLevel.INFO);
});

test('payloads, the fields of errors and tokens are not kept', () => {
  const error = Object.assign(new Error('refused xoxb-1-secret'), { data: { token: 'xoxb-2-secret' }, body: { response_url: 'secret' } });
  const text = JSON.stringify(logged((logger) => logger.error('got', { response_url: 'secret' }, 'xapp-3-secret', error)));
  expect(text).not.toMatch(/secret(?!\))/);
  expect(text).toContain('refused [redacted]');
});

test('nothing of a whole conversation ends in the log', async () => {
  const { slack, bolt, log } = await connected(({ app }) => {
    app.command('/rollback', async ({ ack, command, client }) => {
      await client.chat.postMessage({ channel: 'C_NOWHERE', text: command.text }).catch(() => {});
      await ack();
      throw new Error('a listener failed');
    });
    app.error(async (error) => {
      throw error;
    });
  });
  await slack.person('U_ADA').says('C_OPS', '/rollback topsecret');
  await slack.waitFor('the private answer', () => slack.ephemerals('U_ADA').length === 1);
  await bolt.stop();
  expect(log.join('')).not.toMatch(/xoxb-|xapp-|topsecret|respond\/|verification-token/);
  expect(log.length).toBeGreaterThan(0);
});
