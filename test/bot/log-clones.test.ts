import { expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { logClones } from '#src/bot/log-clones.ts';
import type { Code } from '#src/providers/code.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import type { Log } from '#src/engine/engine.ts';
import { only } from '#test/support/only.ts';
import { GOOD } from '#test/support/scripted-deploys.ts';
import { BAD, PRODUCTION } from '#test/support/shop.ts';
import { shop } from '../effects/fixture.ts';

const DEPLOYS: Partial<Deploys> = {
  production: async () => PRODUCTION,
  newest: async () => ({ deployment: BAD, state: 'served' }),
  targets: async () => [GOOD],
};

async function logged(bring: Code['bring'], deploys = DEPLOYS, signal = new AbortController().signal): Promise<unknown[]> {
  const lines: unknown[] = [];
  const log = { warn: (data: object, message: string) => void lines.push([message, data]) } as Partial<Log> as Log;
  const service = shop({ code: only<Code>('code', { bring }), deploys }).service('shop');
  await logClones([shop({}).service('shop'), service], log, signal);
  return lines;
}

test('of a clone that has what an incident would need, or could fetch it, there is nothing to say', async () => {
  const asked: string[] = [];
  const bring: Code['bring'] = async (commit) => {
    asked.push(commit);
    return { kind: 'fetched' };
  };
  expect(await logged(bring)).toEqual([]);
  expect(asked).toEqual([BAD.commit, GOOD.commit]);
});

test('a commit that the clone lacks, and that could not be fetched, is a warning', async () => {
  const why = `Commit ${BAD.commit} is not in the clone at /srv/shop, and origin did not give it. Fetch the clone and try again.`;
  expect(await logged(async (commit) => (commit === BAD.commit ? { kind: 'missing', why } : { kind: 'there' }))).toEqual([
    ['the clone lacks a commit, so a way back to or from it would not be judged', { service: 'shop', why }],
  ]);
});

test('a platform or a clone that cannot be read is a warning and ends nothing', async () => {
  const error = new SwitchbackError('provider_unavailable', 'There is no folder /srv/shop.');
  const refuse = async (): Promise<never> => {
    throw error;
  };
  expect(await logged(refuse)).toEqual([['the clone could not be compared with production', { service: 'shop', err: error }]]);
  expect(await logged(refuse, { ...DEPLOYS, targets: refuse })).toEqual([
    ['the clone could not be compared with production', { service: 'shop', err: error }],
  ]);
});

test('a stop ends it in silence', async () => {
  expect(await logged(async () => ({ kind: 'there' }), DEPLOYS, AbortSignal.abort())).toEqual([]);
});
