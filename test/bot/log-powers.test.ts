import { expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { logPowers } from '#src/bot/log-powers.ts';
import type { Database, NotAnswered, Powers } from '#src/providers/database.ts';
import type { Errors } from '#src/providers/errors.ts';
import { only } from '#test/support/only.ts';
import { shop } from '../effects/fixture.ts';

const READER: Powers = { kind: 'powers', role: 'switchback', superuser: false, mayChange: [], seesStatements: true };

const NOTHING: Errors['counts'] = async (_, bucketMs) => ({ bucketMs, buckets: [] });

async function logged(
  powers: () => Promise<Powers | NotAnswered>,
  signal = new AbortController().signal,
  counts = NOTHING,
): Promise<unknown[]> {
  const lines: unknown[] = [];
  const log = {
    info: (data: object, message: string) => void lines.push(['info', message, data]),
    warn: (data: object, message: string) => void lines.push(['warn', message, data]),
  };
  const errors = { counts };
  const service = shop({ errors, database: only<Database>('database', { powers }) }).service('shop');
  await logPowers([shop({ errors }).service('shop'), service], log, signal);
  return lines;
}

test('a tracker that is too old to count is a warning, for each service that uses it', async () => {
  const counts = async (): Promise<never> => {
    throw new SwitchbackError('provider_not_found', 'This Sentry server lacks the endpoint events-timeseries.');
  };
  const warning = [
    'warn',
    'errors could not be counted, so no recovery could be proved',
    { service: 'shop', why: 'This Sentry server lacks the endpoint events-timeseries.' },
  ];
  expect(await logged(async () => READER, undefined, counts)).toEqual([warning, warning]);
});

test('of a role that only reads there is nothing to say', async () => {
  expect(await logged(async () => READER)).toEqual([]);
});

test('what a role may do beside reading is a warning', async () => {
  expect(await logged(async () => ({ ...READER, superuser: true, mayChange: ['write public.invoices'] }))).toEqual([
    [
      'warn',
      'the role for the live database may do more than read; docs/database.md has a better one',
      { service: 'shop', role: 'switchback', superuser: true, mayChange: ['write public.invoices'] },
    ],
  ]);
});

test('what a role cannot see is told', async () => {
  expect(await logged(async () => ({ ...READER, seesStatements: false }))).toEqual([
    [
      'info',
      'the role for the live database cannot see what others run: it lacks pg_read_all_stats',
      { service: 'shop', role: 'switchback' },
    ],
  ]);
});

test('a database that cannot be read is a warning, and the bot starts all the same', async () => {
  const says = 'the live database could not be read; docs/database.md says how to let the bot in';
  expect(await logged(async () => ({ kind: 'unreachable', why: 'It is not there.' }))).toEqual([
    ['warn', says, { service: 'shop', why: 'It is not there.' }],
  ]);
  const odd = () => Promise.reject(new SwitchbackError('provider_answer_invalid', 'The views look odd.'));
  expect(await logged(odd)).toEqual([
    ['warn', 'the rights on the live database could not be read', { service: 'shop', why: 'The views look odd.' }],
  ]);
});

test('a bot that stops says nothing any more', async () => {
  expect(await logged(async () => ({ kind: 'unreachable', why: 'called off' }), AbortSignal.abort())).toEqual([]);
});
