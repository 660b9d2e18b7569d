import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { seededRandom, type SeededRandom } from '#test/support/seeded-random.ts';
import { startKilledLife, type Moment } from '#test/support/scene/start-killed-life.ts';
import { onEveryStore } from '#test/support/stores.ts';

const SEED = Number(process.env['SWITCHBACK_SEED'] ?? 20_261_130);
/** Two hundred kills, or a few. */
const [INCIDENTS, KILLS] = process.env['SWITCHBACK_SLOW'] === '1' ? [25, 8] : [1, 4];

/** The longest wait, after the start or what came before, until a kill. */
const WITHIN_MS = { opening: 1_500, asking: 40, askedAnew: 4_000, proving: 5_000 };
/** So many requests the platform gets between a click on the move and its acceptance, and some more. */
const REQUESTS = 12;

onEveryStore(`A bot that is killed at random moments (SWITCHBACK_SEED=${SEED})`, (stores) => {
  const hits = new Map<string, number>();
  afterAll(() => {
    process.stderr.write(`Where the kills of ${stores.name} hit: ${JSON.stringify(Object.fromEntries(hits))}\n`);
  });

  for (let index = 0; index < INCIDENTS; index += 1) {
    test(`${KILLS} times in incident ${index + 1} moves production once, says everything once, and proves it`, async () => {
      const life = await startKilledLife(await stores.newUrl());
      const random = seededRandom(SEED + index);
      const drawn = Array.from({ length: KILLS }, () => phaseOf(random));
      const kill = async (withinMs: number): Promise<void> => {
        await pause(random.uniform() * withinMs);
        const where = await life.killAndStart();
        hits.set(where, (hits.get(where) ?? 0) + 1);
      };
      const killing = async (phase: Moment, withinMs: number): Promise<void> => {
        for (const _ of drawn.filter((one) => one === phase)) await kill(withinMs);
      };
      const killingTheMove = async (): Promise<void> => {
        const [first, ...more] = drawn.filter((one) => one === 'asking');
        if (first === undefined) return;
        await life.platformIsAsked(Math.floor(random.uniform() * REQUESTS));
        await kill(WITHIN_MS.asking);
        for (const _ of more) await kill(WITHIN_MS.askedAnew);
      };
      await Promise.all([life.opens(), killing('opening', WITHIN_MS.opening)]);
      await Promise.all([life.asksForTheMove(), killingTheMove()]);
      await Promise.all([life.isProven(), killing('proving', WITHIN_MS.proving)]);
      expect(await life.whatWasDone()).toEqual(life.doneOnce);
    }, 300_000);
  }
});

function phaseOf(random: SeededRandom): Moment {
  const chance = random.uniform();
  if (chance < 0.1) return 'opening';
  return chance < 0.6 ? 'asking' : 'proving';
}
