import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '#src/store/open-store.ts';
import { eventually } from '#test/support/eventually.ts';
import { POSTGRES_BINARIES, startPostgres, type TestPostgres } from '#test/support/postgres.ts';
import { startMainScene, type MainScene } from '#test/support/scene/start-main.ts';

const missing = POSTGRES_BINARIES === null ? ' (skipped: PostgreSQL is not installed here)' : '';

describe.skipIf(missing !== '')(`What one bot on PostgreSQL was reading${missing}`, () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  test('when it was killed is read by the next at once, and by one that ran beside it', async () => {
    for (const order of ['next', 'beside'] as const) {
      const scene = await startMainScene({ storeUrl: await postgres.createSchema(), factTimeout: '10s' });
      const first = scene.start();
      await scene.connected(first);
      const facts = await whileItReads(scene);
      const other = order === 'beside' ? scene.start() : null;
      if (other !== null) await eventually('the other is ready', other.log, (log) => log.includes('Switchback is ready'));
      expect(await facts()).toEqual([{ state: 'started', epoch: 1 }]);

      await first.kill();
      scene.vercel.faults.clear();
      const next = other ?? scene.start();
      await scene.incident.says('What was found');
      expect(next.log()).toContain('taken back from an owner that is dead');
      expect(await facts()).toEqual([{ state: 'done', epoch: 2 }]);
    }
  }, 120_000);

  test('when it was frozen stays with it until it is dead', async () => {
    const scene = await startMainScene({ storeUrl: await postgres.createSchema(), factTimeout: '10s' });
    const first = scene.start();
    await scene.connected(first);
    const facts = await whileItReads(scene);
    process.kill(first.pid, 'SIGSTOP');
    try {
      const second = scene.start();
      await eventually('the second is ready', second.log, (log) => log.includes('Switchback is ready'), 60_000);
      expect(await facts()).toEqual([{ state: 'started', epoch: 1 }]);
    } finally {
      scene.vercel.faults.clear();
      process.kill(first.pid, 'SIGCONT');
    }
    await first.kill();
    await scene.incident.says('What was found');
    expect(await facts()).toEqual([{ state: 'done', epoch: 2 }]);
  }, 120_000);
});

/** The platform does not answer while the bot gathers facts. Answers the rows of that. */
async function whileItReads({ ada, vercel, storeUrl }: MainScene): Promise<() => Promise<unknown>> {
  vercel.faults.on('read project', { kind: 'hang', acts: false });
  const store = await openStore(storeUrl);
  onTestFinished(() => store.close());
  const facts = () => store.db.selectFrom('effects').select(['state', 'epoch']).where('kind', '=', 'gatherFacts').execute();
  await ada.says('/rollback shop');
  await eventually('the facts are being gathered', facts, (rows) => rows[0]?.state === 'started');
  return facts;
}
