import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findServers } from '#sandbox/postgres/find-servers.ts';
import { createStage } from '#sandbox/rehearse/stage.ts';
import { createPlay, type Play } from '#sandbox/scenarios/play.ts';
import type { Scenery } from '#sandbox/scenarios/scenario.ts';
import { SCENARIOS } from '#sandbox/scenarios/scenarios.ts';
import { withDatabase } from '#sandbox/scenarios/with-database.ts';
import { eventually } from '../../support/eventually.ts';

const PATIENCE_MS = 60_000;
/** Nobody reads along. */
const UNWRITTEN = { acts: () => {}, privately: () => {}, happens: () => {}, stop: () => {} };
let play: Play;

beforeAll(() => {
  play = createPlay({ baselineMs: 500, requestsPerSecond: 10 });
});
afterAll(() => play.close());

async function begin(key: string): Promise<Scenery['world']> {
  const scenario = SCENARIOS.find((one) => one.key === key);
  if (scenario === undefined) throw new Error(`There is no scenario ${key}`);
  expect(await play.start(scenario)).toEqual({ kind: 'begun' });
  const { scene, phase, says, faultAt, bot } = play.now();
  expect({ phase, says, bot }).toEqual({ phase: 'running', says: scenario.page, bot: 'running' });
  expect(faultAt).not.toBeNull();
  if (scene === null) throw new Error('A scenario that has begun has a world');
  return scene.world;
}

async function visit(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  return `${response.status} ${await response.text()}`;
}

function ownUrl({ vercel }: Scenery['world'], commitMessage: string): string {
  const found = vercel.deployments.find(({ message }) => message.startsWith(commitMessage));
  if (found === undefined) throw new Error(`No deployment is called ${commitMessage}`);
  return `http://${found.host}`;
}

describe('every scenario begins in a world of its own and reaches its fault', { timeout: PATIENCE_MS }, () => {
  test('a bug in the new code: the page fails on the domain, and not on the old deployment', async () => {
    const world = await begin('app-bug');
    expect(await visit(`${world.vercel.productionUrl}/invoices`)).toMatch(/^500 .*reading 'toISOString'/s);
    expect(await visit(`${ownUrl(world, 'feat: drop total')}/invoices`)).toMatch(/^200 /);

    expect(await play.run('merge-revert')).toMatch(/^The revert is merged and live as dpl_\w+: auto-assignment is on\.$/);
    expect(await visit(`${world.vercel.productionUrl}/invoices`)).toMatch(/^200 /);
    expect([...play.now().ran]).toEqual(['merge-revert']);
  });

  test('a migration that a rollback cannot undo: the old deployment fails on today’s schema; the forward-fix mends the new one', async () => {
    const world = await begin('contract-migration');
    expect([...play.now().ran]).toEqual([]);
    expect(await visit(`${world.vercel.productionUrl}/reports`)).toMatch(/^500 .*column "total" does not exist/s);
    expect(await visit(`${ownUrl(world, 'feat: read subtotal')}/invoices`)).toMatch(/^500 .*column "total" does not exist/s);

    expect(await play.run('forward-fix')).toMatch(/^Applied to production: alter table invoices add column total /);
    expect(await visit(`${world.vercel.productionUrl}/reports`)).toMatch(/^200 /);
  });

  test('a migration that only added something: the new code fails, and the old code runs on the new schema', async () => {
    const world = await begin('additive-migration');
    expect(await visit(`${world.vercel.productionUrl}/invoices`)).toMatch(/^500 .*reading 'replaceAll'/s);
    expect(await visit(`${ownUrl(world, 'feat: drop total')}/invoices`)).toMatch(/^200 /);
  });

  test.skipIf(findServers(process.env['PATH'] ?? '').length === 0)(
    'a migration that locks the table: every deployment hangs until its blocker is gone, and the bot sees who it is',
    { timeout: 2 * PATIENCE_MS },
    async () => {
      const world = await begin('locking-migration');
      expect(await visit(`${ownUrl(world, 'feat: drop total')}/invoices`)).toMatch(/^500 .*(?:statement timeout|trying to connect)/s);
      expect(await play.run('find-blockers')).toMatch(/nightly export \(idle in transaction, pid \d+\) blocks 1/);

      const stage = createStage(world, UNWRITTEN);
      await stage.says('ada', '/rollback invoices');
      await stage.clicks('ada', 'No, data is intact');
      await stage.until('This is what it looks like');
      await stage.reads('A migration is stuck: pid ');
      await stage.reads(' on public.invoices since ');
      await stage.reads('(postgres, nightly export, idle in a transaction open since ');
      await stage.clicks('ada', 'Confirm: schema mistake');
      await stage.clicks('ada', 'Stop a stuck migration');
      await stage.until('Find who blocks whom');
      await stage.clicks('ada', 'Done');
      await stage.clicks('ada', 'Ask for approval');
      await stage.clicks('dot', 'I approve this step');

      expect(await play.run('terminate-blocker')).toBe(
        'The session that held the lock was terminated. The migration went through at once.',
      );
      await eventually(
        'the pages answer again',
        () => visit(`${world.vercel.productionUrl}/invoices`),
        (answer) => answer.startsWith('200 '),
        PATIENCE_MS,
      );
      await expect(play.run('cancel-migration')).rejects.toThrow('No alter table waits for a lock now, so nothing was cancelled.');

      await stage.clicks('ada', 'Done');
      await stage.until('Read what was applied');
      await stage.clicks('ada', 'Done');
      await stage.until('Is it recovered?');
    },
  );

  test('errors that are not the deploy’s: both releases have them, until somebody else mends their service', async () => {
    const world = await begin('not-the-deploy');
    const [now, before] = [`${world.vercel.productionUrl}/reports`, `${ownUrl(world, 'feat: revenue in dollars')}/reports`];
    expect(await visit(now)).toMatch(/^500 .*The exchange rates answered 503/s);
    expect(await visit(before)).toMatch(/^500 .*The exchange rates answered 503/s);
    const deployedAt = world.vercel.deployments.at(-1)?.createdAt ?? 0;
    expect(world.sentry.events.filter(({ at, title }) => at < deployedAt && title.includes('exchange rates')).length).toBeGreaterThan(0);

    await play.run('call-provider');
    expect(await visit(now)).toMatch(/^200 /);
  });

  test('a migration that overwrote data: no deployment can show it; the restored table can', async () => {
    const world = await begin('corrupted-data');
    expect(await visit(`${world.vercel.productionUrl}/invoices`)).toMatch(/^500 .*An invoice without an amount was not shown/s);
    expect(await visit(`${ownUrl(world, 'feat: drop total')}/invoices`)).toMatch(/^500 .*An invoice without an amount was not shown/s);
    await expect(play.run('compare')).rejects.toThrow('relation "restored.invoices" does not exist');

    expect(await play.run('restore')).toBe('200 invoices are restored into restored.invoices. Production was not touched.');
    expect(await play.run('compare')).toBe('production: 200 invoices, 60 without an amount; restored: 200 invoices, 0 without an amount');
    await play.run('switch-over');
    expect(await visit(`${world.vercel.productionUrl}/invoices`)).toContain('<td>2026-11-20</td><td>240.00</td><td>48.00</td>');
    const damaged = await withDatabase(world, (client) =>
      client.query('select count(*)::int as empty from damaged.invoices where subtotal = 0'),
    );
    expect(damaged.rows).toEqual([{ empty: 60 }]);
  });

  test('the platform is down as well: its API answers 503 until it is back', async () => {
    const world = await begin('provider-outage');
    const { apiUrl, token, projectId, teamId } = world.vercel.access;
    const ask = async () => {
      const response = await fetch(`${apiUrl}/v9/projects/${projectId}?teamId=${teamId}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return response.status;
    };
    expect(await visit(`${world.vercel.productionUrl}/invoices`)).toMatch(/^500 /);
    expect(await ask()).toBe(503);

    expect(await play.run('vercel-is-back')).toBe('Vercel’s API answers again.');
    expect(await ask()).toBe(200);
  });

  test('no errors, because none arrive: Sentry takes them in and shows none of them', async () => {
    const world = await begin('stalled-sentry');
    const since = world.sentry.events.length;
    await eventually(
      'more errors arrive',
      () => world.sentry.events.length,
      (count) => count > since + 3,
    );
    const newest = world.sentry.events.at(-1)?.at ?? 0;
    expect(await shownAt(world, newest)).toBe(0);

    expect(await play.run('sentry-catches-up')).toBe('Sentry shows again what it takes in.');
    await eventually(
      'they can be read',
      () => shownAt(world, newest),
      (count) => count > 0,
    );
  });
});

/** How many errors the API tells of the second in which one arrived. */
async function shownAt({ sentry }: Scenery['world'], at: number): Promise<number> {
  const start = Math.floor(at / 1_000) * 1_000;
  const query = new URLSearchParams({
    dataset: 'errors',
    yAxis: 'count()',
    project: '4501',
    interval: '1s',
    start: new Date(start).toISOString(),
    end: new Date(start + 1_000).toISOString(),
  });
  const response = await fetch(`${sentry.apiUrl}/api/0/organizations/${sentry.organization}/events-timeseries/?${query}`, {
    headers: { authorization: `Bearer ${sentry.token}` },
  });
  const { timeSeries } = (await response.json()) as { timeSeries: { values: { value: number }[] }[] };
  return timeSeries[0]?.values[0]?.value ?? Number.NaN;
}

describe('between scenarios', { timeout: PATIENCE_MS }, () => {
  test('a newer one replaces the one that is being prepared, and vendors and domains stay where they were', async () => {
    const before = play.now().scene?.world.ports;
    const [first, second] = SCENARIOS;
    if (first === undefined || second === undefined) throw new Error('There are scenarios');
    const replaced = play.start(first);
    const begun = play.start(second);
    expect(await replaced).toEqual({ kind: 'replaced' });
    expect(await begun).toEqual({ kind: 'begun' });
    expect(play.now().scenario?.key).toBe('contract-migration');
    expect(play.now().scene?.world.ports).toEqual(before);
    expect(play.now().scene?.world.slack.messages('C0INCIDENTS')).toEqual([]);
  });

  test('what a scenario does not have cannot be run', async () => {
    await expect(play.run('restore')).rejects.toThrow('There is nothing called restore to do in this scenario.');
  });
});
