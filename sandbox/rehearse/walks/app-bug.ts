import { promoteNewest } from '#sandbox/scenarios/promote-newest.ts';
import type { Walk } from './walk.ts';

export const appBug: Walk = {
  name: 'app-bug',
  about: 'A plain bug in the new code; the schema fits, so going back is right.',
  world: { schema: '0002_backfill', serving: 'dual-read', drillsAllowed: false, requestsPerSecond: 75 },
  prepares: async (world) => {
    await world.push('contract');
    await world.migrate('0003_contract');
  },
  breaks: async (world, stage) => {
    await stage.happens('a deploy goes out whose /invoices throws a TypeError', () => world.push('plain-bug'));
  },
  movesAt: 'the first move',
  play: async (world, stage) => {
    await stage.says('ada', '/rollback invoices');
    await stage.clicks('ada', 'No, data is intact');
    await stage.clicks('ada', 'Confirm: app bug');
    await stage.clicks('ada', 'Roll back to');
    await stage.reads('Recovered so far: ');
    await stage.until('Merge a pull request that reverts the bad commit');
    await stage.happens('the revert is merged; its build is staged, because auto-assignment is off', () => world.push('contract'));
    await stage.clicks('ada', 'Done');
    await stage.until('Verify the new build on its own URL');
    await stage.clicks('ada', 'Done');
    await stage.until('Promote the new build');
    await stage.happens('the staged build is promoted in the dashboard', () => promoteNewest(world.vercel));
    await stage.clicks('ada', 'Done');
    await stage.until('Smoke-test production');
    await stage.clicks('ada', 'Done');
    await stage.reads('It is on, as before the incident');
    await stage.until('Closed');
    await stage.reads('Closed. What happened');
  },
};
