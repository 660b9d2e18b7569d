import { parse } from 'yaml';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSentry, type LocalSentry } from '#sandbox/sentry/start-sentry.ts';
import { startSlack, type Slack } from '#sandbox/slack/start-slack.ts';
import { startVercel } from '#sandbox/vercel/index.ts';
import type { LocalVercel } from '#sandbox/vercel/local-vercel.ts';
import { createSwitches, type Switches } from '#sandbox/world/switches.ts';

let slack: Slack;
let vercel: LocalVercel;
let sentry: LocalSentry;
let switches: Switches;

beforeAll(async () => {
  const manifest = parse(await readFile(new URL('../../../manifest.yml', import.meta.url), 'utf8'));
  [slack, vercel, sentry] = await Promise.all([startSlack({ manifest, users: [], channels: [] }), startVercel(), startSentry()]);
  switches = createSwitches({ slack, vercel, sentry });
});
afterAll(async () => {
  switches.close();
  await Promise.all([slack, vercel, sentry].map((part) => part.close()));
});

function ask(path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Response> {
  const { apiUrl, token, teamId } = vercel.access;
  return fetch(`${apiUrl}${path}?teamId=${teamId}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
}

function turnOff(): Promise<Response> {
  return ask(`/v9/projects/${vercel.access.projectId}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ autoAssignCustomDomains: false }),
  });
}

test('everything is off at first', () => {
  expect(switches.all().map(({ key, on }) => `${key} ${on}`)).toEqual([
    'slow-vercel false',
    'failing-vercel false',
    'lost-replies false',
    'recycled-sockets false',
    'stalled-sentry false',
  ]);
});

test('a failing Vercel refuses everything, and answers again when it is switched off', async () => {
  switches.set('failing-vercel', true);
  expect((await ask(`/v9/projects/${vercel.access.projectId}`)).status).toBe(503);
  switches.set('failing-vercel', false);
  expect((await ask(`/v9/projects/${vercel.access.projectId}`)).status).toBe(200);
});

test('a lost reply is lost after it was done; reads are answered', async () => {
  switches.set('lost-replies', true);
  await expect(turnOff()).rejects.toThrow('fetch failed');
  expect(vercel.autoAssign).toBe(false);
  expect((await ask(`/v9/projects/${vercel.access.projectId}`)).status).toBe(200);
});

test('of two faults on one route the graver one counts, and switching it off brings the other one back', async () => {
  vercel.setAutoAssign(true);
  switches.set('failing-vercel', true);
  expect((await turnOff()).status).toBe(503);
  expect(vercel.autoAssign).toBe(true);
  switches.set('failing-vercel', false);
  await expect(turnOff()).rejects.toThrow('fetch failed');
  switches.set('lost-replies', false);
  expect((await turnOff()).status).toBe(200);
});

test('what is on is shown as on', () => {
  switches.set('stalled-sentry', true);
  switches.set('recycled-sockets', true);
  expect(switches.all().flatMap(({ key, on }) => (on ? [key] : []))).toEqual(['recycled-sockets', 'stalled-sentry']);
});
