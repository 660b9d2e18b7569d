import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createServices, type Judge } from '#src/bot/services.ts';
import type { Config } from '#src/config/config.ts';
import type { Store } from '#src/store/store.ts';
import { only } from '../support/only.ts';
import { SHOP } from '../effects/fixture.ts';

const CONFIG: Config = {
  slack: {
    apiUrl: 'https://slack.example/api/',
    botToken: 'xoxb-1',
    command: '/rollback',
    connection: { kind: 'socket', appToken: 'xapp-1' },
  },
  store: { kind: 'sqlite', path: ':memory:' },
  scratch: 'pglite',
  proxy: null,
  ownDsn: null,
  journalKey: null,
  logLevel: 'silent',
  retentionMs: 7_776_000_000,
  services: [
    SHOP,
    { ...SHOP, name: 'orders', code: { repository: '/clones/orders', migrations: 'migrations', fetch: true, proposals: true } },
  ],
  drills: [],
};

const SCHEMA = {
  store: only<Store>('store', {}),
  now: () => 0,
  log: pino({ level: 'silent' }),
  stopped: new AbortController().signal,
};
const JUDGE = () => only<Judge>('judge', {});
const services = createServices(CONFIG, SCHEMA, JUDGE);

test('every service has its own parts, made once', () => {
  expect(services('shop')).toBe(services('shop'));
  expect(services('shop').deploys).not.toBe(services('orders').deploys);
  expect(services('orders').config.name).toBe('orders');
});

test('a service without a clone has no code to compare', () => {
  expect({ shop: services('shop').code, orders: services('orders').code === null }).toEqual({ shop: null, orders: false });
});

test('a service without a database address has no live database', () => {
  const database = { url: 'postgres://switchback@db.example/shop', statementTimeoutMs: 3_000 };
  const made = createServices({ ...CONFIG, services: [SHOP, { ...SHOP, name: 'orders', database }] }, SCHEMA, JUDGE);
  expect({ shop: made('shop').database, orders: made('orders').database === null }).toEqual({ shop: null, orders: false });
});

test('one that is not configured any more is refused, and what to do is said', () => {
  expect(() => services('gone')).toThrow(
    'Service gone is not configured any more, so nothing was done for its incident. Put it back into switchback.yml, or cancel the incident.',
  );
});
