import { readFileSync, writeFileSync } from 'node:fs';
import { expect, onTestFailed, onTestFinished, test } from 'vitest';
import { startBotProcess } from '#sandbox/world/start-bot.ts';
import { PEOPLE } from '#sandbox/world/people.ts';
import { createActor } from '#test/support/scene/create-actor.ts';
import { createIncidentMessage } from '#test/support/scene/incident-message.ts';
import { startGround } from '#test/support/scene/start-ground.ts';
import { startProxy } from '#test/support/start-proxy.ts';

test('A bot whose only way out is a proxy reaches every vendor through it, web sockets included', async () => {
  const proxy = await startProxy();
  const ground = await startGround({ slackHost: 'slack.test' });
  const { slack, vercel, sentry, files } = ground;
  // None of these names exists: only the proxy knows them.
  const behind = (text: string): string =>
    [
      ['slack.test', slack.apiUrl],
      ['vercel.test', vercel.access.apiUrl],
      ['sentry.test', sentry.apiUrl],
    ].reduce((done, [name = '', url = '']) => done.replaceAll(`127.0.0.1:${new URL(url).port}`, `${name}:${new URL(url).port}`), text);
  writeFileSync(files.file, behind(readFileSync(files.file, 'utf8')));
  const env = Object.fromEntries(Object.entries(files.env).map(([name, value]) => [name, behind(value)]));

  const bot = startBotProcess({
    PATH: process.env['PATH'] ?? '',
    ...env,
    SWITCHBACK_CONFIG: files.file,
    SENTRY_DSN: behind(sentry.dsn),
    HTTP_PROXY: proxy.url,
  });
  onTestFinished(async () => {
    await bot.stop();
    await proxy.close();
    await ground.close();
  });
  onTestFailed(() => void process.stderr.write(`${bot.log()}\n${proxy.asked.join('\n')}\n`));

  await slack.waitFor('the bot to be connected twice', () => slack.connections() >= 2, 50_000);
  const incident = createIncidentMessage(slack);
  const ada = createActor(slack, incident, PEOPLE.ada.id);
  expect(await ada.says('/rollback shop')).toBe('');
  await incident.shows('shop: Is any data lost or corrupt');
  expect([...new Set(proxy.asked)].toSorted()).toEqual(['CONNECT sentry.test', 'CONNECT slack.test', 'CONNECT vercel.test']);
  expect(bot.log()).not.toContain('bot:secret');
}, 180_000);
