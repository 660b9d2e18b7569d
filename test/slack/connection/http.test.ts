import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { freePort } from '#sandbox/children/free-port.ts';
import type { Bolt } from '#src/slack/connection/create-bolt.ts';
import { register } from '#src/slack/register.ts';
import { only } from '#test/support/only.ts';
import type { Drills } from '#src/slack/drills.ts';
import { createDesk } from '../support/desk.ts';
import { localSlack } from '../support/local-slack.ts';
import { boltFor } from '../support/started-bolt.ts';

const SECRET = 'sandbox-signing-secret';
const FORM = 'application/x-www-form-urlencoded';
const HOUR_S = 3_600;

/** The real listeners behind the real receiver, and whoever knows the secret. */
async function office() {
  const port = await freePort();
  const slack = await localSlack();
  const { bolt, log } = boltFor(slack, { connection: { kind: 'http', signingSecret: SECRET, port, host: '127.0.0.1' } });
  const desk = createDesk();
  const reported: Error[] = [];
  listens(bolt);
  await bolt.start();

  function listens({ app }: Bolt): void {
    register(app, {
      incidents: desk,
      authorise: async () => ({ kind: 'may' }),
      drills: only<Drills>('drills', {}),
      manual: () => '',
      report: (error) => reported.push(error),
    });
  }

  async function sends(body: string, { contentType = FORM, agoS = 0 } = {}): Promise<{ status: number; text: string }> {
    const timestamp = String(Math.floor(Date.now() / 1000) - agoS);
    const signature = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
    const headers = { 'content-type': contentType, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
    const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', headers, body });
    return { status: answer.status, text: await answer.text() };
  }
  return { slack, desk, reported, log, port, sends };
}

function command(change: Readonly<Record<string, string>> = {}): string {
  const fields = {
    command: '/rollback',
    text: 'help',
    team_id: 'T0SANDBOX',
    api_app_id: 'A0SANDBOX',
    user_id: 'U_ADA',
    channel_id: 'C_OPS',
  };
  return new URLSearchParams({ ...fields, trigger_id: '1.2', response_url: 'http://127.0.0.1:1/', ...change }).toString();
}

function interaction(payload: object): string {
  const common = { team: { id: 'T0SANDBOX' }, api_app_id: 'A0SANDBOX', user: { id: 'U_ADA' }, trigger_id: '1.2' };
  return new URLSearchParams({ payload: JSON.stringify({ ...common, ...payload }) }).toString();
}

test('a signed command is answered; one that is signed for an hour ago or an hour ahead is refused', async () => {
  const { sends } = await office();
  expect(await sends(command())).toMatchObject({ status: 200, text: expect.stringContaining('What I understand') });
  expect([await sends(command(), { agoS: HOUR_S }), await sends(command(), { agoS: -HOUR_S })]).toEqual([
    { status: 401, text: '' },
    { status: 401, text: '' },
  ]);
});

test('what is for another workspace or another app opens nothing', async () => {
  const { sends, desk } = await office();
  for (const other of [{ team_id: 'T0OTHER' }, { api_app_id: 'A0OTHER' }])
    expect(await sends(command({ text: 'invoices', ...other }))).toEqual({ status: 200, text: '' });
  expect(() => desk.view()).toThrow('There is no incident.');
  expect((await sends(command({ text: 'invoices' }))).status).toBe(200);
  expect(desk.view()).toMatchObject({ service: 'invoices' });
});

test.each([
  ['null', 'application/json'],
  ['[]', 'application/json'],
  ['"x"', 'application/json'],
  ['{', 'application/json'],
  ['payload=null', FORM],
  ['payload=nonsense', FORM],
  ['payload=1&payload=2', FORM],
])('the signed body %s as %s is refused, and the bot goes on', async (body, contentType) => {
  const { sends, reported } = await office();
  expect(await sends(body, { contentType })).toEqual({ status: 400, text: '' });
  expect((await sends(command())).status).toBe(200);
  expect(reported).toEqual([]);
});

test.each([
  ['incident.answer', ''],
  ['incident.answer', '{"incident":1}'],
  ['incident.declare', ''],
  ['incident.declare', 'nonsense'],
  ['incident.declare', '["C_OPS","x"]'],
  ['drill.handOver', ''],
])('the form %s that comes back with %j says that nothing was done', async (callback, metadata) => {
  const { sends, reported } = await office();
  const view = { id: 'V1', callback_id: callback, private_metadata: metadata, state: { values: {} } };
  const { status, text } = await sends(interaction({ type: 'view_submission', view }));
  expect([status, text]).toEqual([200, expect.stringContaining('That form is not one of mine, so nothing was done.')]);
  expect(reported).toEqual([]);
});

test('a press that carries no address to answer at is no error of the bot', async () => {
  const { sends, reported, log } = await office();
  const action = { type: 'button', action_id: 'sb:data.reportIntact', block_id: 'b', value: 'nonsense', action_ts: '1.1' };
  const container = { type: 'message', message_ts: '1.0', channel_id: 'C_OPS' };
  expect((await sends(interaction({ type: 'block_actions', container, channel: { id: 'C_OPS' }, actions: [action] }))).status).toBe(200);
  await expect.poll(() => log.some((line) => line.includes('a private sentence could not be said'))).toBe(true);
  expect([reported, log.filter((line) => line.includes('"level":50'))]).toEqual([[], []]);
});

test('the port is open on this machine only', async () => {
  const { port } = await office();
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((one) => one !== undefined && !one.internal && one.family === 'IPv4');
  if (outside === undefined) return;
  const refused = await new Promise((resolve) => {
    connect(port, outside.address)
      .once('connect', () => resolve('connected'))
      .once('error', (error) => resolve(Reflect.get(error, 'code')));
  });
  expect(refused).toBe('ECONNREFUSED');
});
