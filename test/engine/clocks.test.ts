import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { advance } from '#src/engine/advance.ts';
import { claimNext } from '#src/engine/claim.ts';
import { createEngine, type Engine } from '#src/engine/engine.ts';
import { fireDueTimers } from '#src/engine/timers.ts';
import { effectsOf } from '#src/store/effects.ts';
import type { TimeSource } from '#src/store/elapsed.ts';
import { openStore } from '#src/store/open-store.ts';
import type { Store } from '#src/store/store.ts';
import { eventually } from '#test/support/eventually.ts';
import { onEveryStore } from '#test/support/stores.ts';
import { openToy } from './toy-engine.ts';
import { toyPerformers } from './toy-performers.ts';
import { TOY, TOY_KINDS } from './toy-tree.ts';

const HOUR = 3_600_000;

onEveryStore('replicas whose clocks differ by hours', (stores) => {
  for (const [name, sets, fires] of [
    ['an hour slow', -HOUR, 0],
    ['an hour fast', HOUR, 0],
    ['right, and fired by one that is an hour fast', 0, HOUR],
    ['right, and fired by one that is an hour slow', 0, -HOUR],
  ] as const) {
    test(`fire a timer when it is due, and not before: set by one that is ${name}`, async () => {
      const store = await stores.open();
      const setter = replica(store, sets);
      await openToy(setter);
      await openToy(setter, 'inc-2');
      await advance(setter, 'inc-1', { type: 'reminder.set', afterMs: 1 }, { key: 'a' });
      await advance(setter, 'inc-2', { type: 'reminder.set', afterMs: 60_000 }, { key: 'a' });

      await eventually(
        'the short one fired',
        async () => {
          await fireDueTimers(replica(store, fires));
          return effectsOf(store, 'inc-1');
        },
        (effects) => effects.length === 1,
      );
      expect(await effectsOf(store, 'inc-2')).toEqual([]);
    });
  }
});

describe('the clock of an SQLite file', () => {
  test('is set by nobody: a lease lasts as long as it was given, whether the wall clock jumps an hour forth or back', async () => {
    const machine = fakeMachine();
    const store = await openStore('sqlite::memory:', { time: machine });
    onTestFinished(() => store.close());
    const engine = replica(store, 0);
    await openToy(engine);
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 1 }, { key: 'go' });
    const performers = toyPerformers('http://127.0.0.1:1', 50_000);
    expect(await claimNext(engine, performers, 'a')).toMatchObject({ task: 'perform' });

    machine.jump(HOUR);
    expect(await claimNext(engine, performers, 'b')).toBe(null);
    machine.jump(-2 * HOUR);
    machine.pass(49_999);
    expect(await claimNext(engine, performers, 'b')).toBe(null);
    machine.pass(1);
    expect(await claimNext(engine, performers, 'b')).toMatchObject({ task: 'look' });
  });

  test('goes on across a restart of the bot, and never back when the machine starts with a wrong clock', async () => {
    const file = temporaryFile();
    const machine = fakeMachine();
    const first = await openStore(file, { time: machine });
    const began = await timeOf(first);
    machine.jump(-HOUR);
    machine.pass(20_000);
    await first.keepTime();
    await first.close();

    machine.pass(5_000);
    const second = await openStore(file, { time: machine });
    expect((await timeOf(second)) - began).toBe(25_000);
    await second.close();

    machine.reboot();
    const third = await openStore(file, { time: machine });
    expect((await timeOf(third)) - began).toBe(25_000);
    await third.close();

    machine.jump(3 * HOUR);
    machine.reboot();
    const fourth = await openStore(file, { time: machine });
    expect((await timeOf(fourth)) - began).toBe(25_000 + 2 * HOUR);
    await fourth.close();
  });
});

function replica(store: Store, aheadMs: number): Engine {
  const silent = (): void => {};
  const log = { info: silent, warn: silent, error: silent };
  return createEngine({ store, tree: TOY, kinds: () => TOY_KINDS, now: () => Date.now() + aheadMs, log });
}

function fakeMachine(): TimeSource & { pass(ms: number): void; jump(ms: number): void; reboot(): void } {
  let wall = Date.UTC(2026, 10, 20);
  let monotonic = 1_000;
  let boots = 1;
  return {
    wall: () => wall,
    monotonic: () => monotonic,
    get boot() {
      return `boot ${boots}`;
    },
    pass: (ms) => {
      wall += ms;
      monotonic += ms;
    },
    jump: (ms) => {
      wall += ms;
    },
    reboot: () => {
      boots += 1;
      monotonic = 10;
    },
  };
}

async function timeOf({ db, dialect }: Store): Promise<number> {
  const { rows } = await sql<{ now: number }>`select ${dialect.clock} as now`.execute(db);
  return rows[0]?.now ?? Number.NaN;
}

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'switchback-clock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return `sqlite:${join(folder, 'store.sqlite')}`;
}
