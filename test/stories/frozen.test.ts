import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openStore } from '#src/store/open-store.ts';
import { eventually } from '#test/support/eventually.ts';
import { POSTGRES_BINARIES, startPostgres } from '#test/support/postgres.ts';
import { startCrashScene, type CrashScene } from '#test/support/scene/start-crash-scene.ts';

const missing = POSTGRES_BINARIES === null ? ' (skipped: PostgreSQL is not installed here)' : '';

describe('A bot that freezes while its move is on its way, for longer than its lease', () => {
  test('alone, reads that it landed when it goes on', async () => {
    const scene = await startCrashScene();
    const frozen = await frozenInTheMove(scene);
    await leaseIsOver(scene.storeUrl);
    process.kill(frozen, 'SIGCONT');
    expect(await whatCameOfIt(scene)).toEqual(movedOnce(scene));
  }, 120_000);

  test.skipIf(missing !== '')(
    `is passed over by the other replica, which sends nothing, and says nothing again when it goes on${missing}`,
    async () => {
      const postgres = await startPostgres();
      try {
        const scene = await startCrashScene({ storeUrl: await postgres.createSchema() });
        const frozen = await frozenInTheMove(scene);
        await leaseIsOver(scene.storeUrl);
        scene.launch();
        await scene.incident.says('Has production moved back?');
        process.kill(frozen, 'SIGCONT');
        expect(await whatCameOfIt(scene)).toEqual(movedOnce(scene));
      } finally {
        await postgres.stop();
      }
    },
    120_000,
  );
});

async function frozenInTheMove(scene: CrashScene): Promise<number> {
  const { ada, incident, vercel } = scene;
  const { pid } = await scene.start();
  await ada.says('/rollback shop');
  await ada.clicks('No, data is intact');
  await ada.clicks('Confirm: app bug');
  await incident.shows('Put production back?');
  vercel.faults.on('rollback', { kind: 'hang', acts: true }, 1);
  await ada.clicks('Roll back to');
  await eventually('the move to leave', scene.moves, (moves) => moves.length === 1);
  process.kill(pid, 'SIGSTOP');
  return pid;
}

async function leaseIsOver(storeUrl: string): Promise<void> {
  const store = await openStore(storeUrl);
  try {
    await eventually(
      'the lease to run out',
      async () => {
        const move = store.db.selectFrom('effects').select(sql<number>`due_at <= ${store.dialect.clock}`.as('over'));
        return Boolean((await move.where('kind', '=', 'startMove').executeTakeFirstOrThrow()).over);
      },
      (isOver) => isOver,
    );
  } finally {
    await store.close();
  }
}

async function whatCameOfIt({ ada, incident, moves, vercel }: CrashScene): Promise<object> {
  await incident.says('Has production moved back?');
  await incident.says('is marked as');
  await ada.answers('Add a note', { words: 'We are back' });
  await incident.says('We are back');
  return { moves: moves(), domains: vercel.domains.map(({ name }) => vercel.aliasOf(name)), saidAgain: incident.saidAgain() };
}

function movedOnce({ good }: CrashScene): object {
  return { moves: [good.id], domains: [good.id, good.id], saidAgain: [] };
}
