import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Move } from '#domain/deployment.ts';
import type { Deploys, JobReading } from '#src/providers/deploys.ts';
import { addressOfNobody } from './address-of-nobody.ts';

/** A platform with one project: `older`, `previous` and `live` served in this order, `staged` never did. Auto-assignment is on. */
export interface DeploysWorld {
  readonly deploys: Deploys;
  /** The same platform with credentials that it refuses. */
  readonly stranger: Deploys;
  /** Deployment ids. */
  readonly older: string;
  readonly previous: string;
  readonly live: string;
  readonly staged: string;
  /** More than one. */
  readonly domains: readonly string[];
  /** A real address of a production domain, and what the app of `live` answers there. */
  readonly productionUrl: string;
  readonly liveBody: string;
  /** How many requests to move production have arrived. */
  readonly movesReceived: () => number;
  /** The next move is carried out and its answer lost. */
  readonly loseNextAnswer: () => void;
  readonly refuseNextMove: () => void;
  /** The next read fails once, as a busy platform fails. */
  readonly failNextRead: () => void;
  /** Every read fails from now on. */
  readonly failReads: () => void;
  /** No read is answered from now on. */
  readonly hangReads: () => void;
  readonly close: () => Promise<void>;
}

/** What every deploys provider must do. A new one is finished when this passes. */
export function deploysContract(name: string, start: () => Promise<DeploysWorld>): void {
  describe(`${name} honours the deploys contract`, () => {
    let world: DeploysWorld;
    const signal = () => AbortSignal.timeout(10_000);
    const nothing = () => {};
    const rollback = (to: string): Move => ({ gesture: 'rollback', to, reason: 'INC-1: checkout fails' });
    const promote = (to: string): Move => ({ gesture: 'promote', to, reason: 'INC-1: checkout fails' });

    beforeEach(async () => {
      world = await start();
    });
    afterEach(() => world.close());

    async function jobEnd(move: Move, startedAt: number): Promise<JobReading> {
      const until = signal();
      for (;;) {
        const reading = await world.deploys.job(move, startedAt, until);
        if (reading.kind !== 'ours' || !['pending', 'in progress'].includes(reading.status)) return reading;
      }
    }

    async function domainTargets(): Promise<readonly (string | null)[]> {
      return (await world.deploys.production(signal())).domains.map((domain) => domain.deploymentId);
    }

    test('targets are what production served before, newest first, without the live and the staged one', async () => {
      const targets = await world.deploys.targets(signal());
      expect(targets.map(({ id, served }) => ({ id, served }))).toEqual([
        { id: world.previous, served: true },
        { id: world.older, served: true },
      ]);
    });

    test('every target has a URL of its own with a scheme and no path', async () => {
      const targets = await world.deploys.targets(signal());
      const urls = targets.map((target) => target.url);
      expect(new Set(urls).size).toBe(2);
      expect(urls.map((url) => new URL(url).origin)).toEqual(urls);
    });

    test('production names the deployment behind every domain and the one that they agree on', async () => {
      const production = await world.deploys.production(signal());
      expect(production.domains.map((domain) => domain.domain).sort()).toEqual([...world.domains].sort());
      expect(new Set(production.domains.map((domain) => domain.deploymentId))).toEqual(new Set([world.live]));
      expect(production.current?.id).toBe(world.live);
      expect(production.autoAssignment).toBe('on');
      expect(production.rollingRelease).toBeNull();
    });

    test('a preview names the domains that would move and moves none', async () => {
      expect([...(await world.deploys.preview(world.previous, signal()))].sort()).toEqual([...world.domains].sort());
      expect(await domainTargets()).toEqual(world.domains.map(() => world.live));
      expect(world.movesReceived()).toBe(0);
    });

    test('a rollback is accepted, its job is ours, every domain moves, and auto-assignment is off', async () => {
      const move = rollback(world.older);
      const startedAt = Date.now();
      expect(await world.deploys.start(move, nothing, signal())).toEqual({ kind: 'accepted', queued: false });
      expect(await jobEnd(move, startedAt)).toEqual({ kind: 'ours', status: 'succeeded', failedDomains: [] });

      const production = await world.deploys.production(signal());
      expect(production.current?.id).toBe(world.older);
      expect(production.autoAssignment).toBe('off');
      expect(production.lastMove).toMatchObject({ gesture: 'rollback', from: world.live, to: world.older, status: 'succeeded' });
      expect(world.movesReceived()).toBe(1);
    });

    test('promoting a staged build moves production to it and turns auto-assignment on', async () => {
      await world.deploys.setAutoAssignment(false, signal());
      const move = promote(world.staged);
      const startedAt = Date.now();
      expect(await world.deploys.start(move, nothing, signal())).toEqual({ kind: 'accepted', queued: false });
      expect(await jobEnd(move, startedAt)).toEqual({ kind: 'ours', status: 'succeeded', failedDomains: [] });

      const production = await world.deploys.production(signal());
      expect(production.current?.id).toBe(world.staged);
      expect(production.autoAssignment).toBe('on');
    });

    test('promoting what is live already is "already there"', async () => {
      expect(await world.deploys.start(promote(world.live), nothing, signal())).toEqual({ kind: 'already there' });
      expect(await domainTargets()).toEqual(world.domains.map(() => world.live));
    });

    test('a refusal is a value and nothing moves', async () => {
      world.refuseNextMove();
      expect(await world.deploys.start(rollback(world.previous), nothing, signal())).toMatchObject({ kind: 'refused' });
      expect(await domainTargets()).toEqual(world.domains.map(() => world.live));
    });

    test('a lost answer is outcome_unknown, is not sent twice, and the job tells that it landed', async () => {
      world.loseNextAnswer();
      const move = rollback(world.previous);
      const startedAt = Date.now();
      await expect(world.deploys.start(move, nothing, signal())).rejects.toMatchObject({ code: 'outcome_unknown', retryable: false });
      expect(world.movesReceived()).toBe(1);
      expect(await jobEnd(move, startedAt)).toEqual({ kind: 'ours', status: 'succeeded', failedDomains: [] });
    });

    test('beforeSend runs exactly once, before the request arrives', async () => {
      const received: number[] = [];
      await world.deploys.start(rollback(world.previous), () => received.push(world.movesReceived()), signal());
      expect(received).toEqual([0]);
      expect(world.movesReceived()).toBe(1);
    });

    test('what beforeSend throws stops the move', async () => {
      const stop = new Error('the lease was lost');
      const starting = world.deploys.start(
        rollback(world.previous),
        () => {
          throw stop;
        },
        signal(),
      );
      await expect(starting).rejects.toBe(stop);
      expect(world.movesReceived()).toBe(0);
      expect(await domainTargets()).toEqual(world.domains.map(() => world.live));
    });

    test('a move to a deployment that does not exist is stopped before it is sent', async () => {
      let sent = false;
      const starting = world.deploys.start(rollback('dpl_of_nobody'), () => (sent = true), signal());
      await expect(starting).rejects.toMatchObject({ code: 'provider_not_found' });
      expect({ sent, received: world.movesReceived() }).toEqual({ sent: false, received: 0 });
    });

    test('before any move there is no job, and a job for another target is not ours', async () => {
      expect(await world.deploys.job(rollback(world.previous), Date.now(), signal())).toEqual({ kind: 'none' });
      const startedAt = Date.now();
      await world.deploys.start(rollback(world.older), nothing, signal());
      expect(await world.deploys.job(rollback(world.previous), startedAt, signal())).toMatchObject({ kind: 'another', to: world.older });
    });

    test('auto-assignment is set, set again without harm, and moves no domain', async () => {
      await world.deploys.setAutoAssignment(false, signal());
      await world.deploys.setAutoAssignment(false, signal());
      expect((await world.deploys.production(signal())).autoAssignment).toBe('off');
      await world.deploys.setAutoAssignment(true, signal());
      expect((await world.deploys.production(signal())).autoAssignment).toBe('on');
      expect(await domainTargets()).toEqual(world.domains.map(() => world.live));
    });

    test('refused credentials are provider_unauthorized, never retryable, and start nothing', async () => {
      const refused = { code: 'provider_unauthorized', retryable: false };
      await expect(world.stranger.targets(signal())).rejects.toMatchObject(refused);
      await expect(world.stranger.production(signal())).rejects.toMatchObject(refused);
      await expect(world.stranger.setAutoAssignment(false, signal())).rejects.toMatchObject(refused);
      await expect(world.stranger.start(rollback(world.previous), nothing, signal())).rejects.toMatchObject(refused);
      expect(world.movesReceived()).toBe(0);
    });

    test('a read that fails once is read again', async () => {
      world.failNextRead();
      expect((await world.deploys.production(signal())).current?.id).toBe(world.live);
    });

    test('reads that keep failing are provider_unavailable, never an empty answer', async () => {
      world.failReads();
      const unavailable = { code: 'provider_unavailable', retryable: true };
      await expect(world.deploys.production(signal())).rejects.toMatchObject(unavailable);
      await expect(world.deploys.targets(signal())).rejects.toMatchObject(unavailable);
      await expect(world.deploys.preview(world.previous, signal())).rejects.toMatchObject(unavailable);
      await expect(world.deploys.job(rollback(world.previous), Date.now(), signal())).rejects.toMatchObject(unavailable);
    });

    test('reads end with their signal', async () => {
      world.hangReads();
      await expect(world.deploys.production(AbortSignal.timeout(100))).rejects.toMatchObject({ code: 'provider_unavailable' });
    });

    test('a visit shows what the production domain serves, with the id of the request', async () => {
      const seen = await world.deploys.visit(world.productionUrl, signal());
      expect(seen).toMatchObject({ kind: 'answered', status: 200, location: null, body: world.liveBody });
      expect(seen.kind === 'answered' && seen.requestId).toMatch(/\S/);
    });

    test('a visit that finds nobody is a value', async () => {
      expect(await world.deploys.visit(await addressOfNobody(), signal())).toMatchObject({ kind: 'failed' });
      expect(await world.deploys.visit(world.productionUrl, AbortSignal.abort())).toMatchObject({ kind: 'failed' });
    });
  });
}
