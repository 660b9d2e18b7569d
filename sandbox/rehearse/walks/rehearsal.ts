import { setTimeout as delay } from 'node:timers/promises';
import type { Walk } from './walk.ts';

/** Long enough to be seen in the counts. */
const FAILING_MS = 3_000;

export const rehearsal: Walk = {
  name: 'rehearsal',
  about: 'The runbook’s own drill: roll back over a contract migration on purpose, watch it fail, and go forward again.',
  world: { schema: '0002_backfill', serving: 'dual-read', drillsAllowed: true, requestsPerSecond: 75 },
  prepares: async (world) => {
    await world.push('contract');
    await world.migrate('0003_contract');
  },
  breaks: async () => {},
  movesAt: 'the first move',
  play: async (_, stage) => {
    await stage.says('ada', '/rollback drill invoices');
    await stage.clicks('ada', 'No, data is intact');
    await stage.until('This is what it looks like');
    await stage.clicks('ada', 'Confirm: schema mistake');
    await stage.clicks('ada', 'Re-point, if it is compatible');
    await stage.until('Refused: going back would make it worse');
    await stage.writes('ada', 'Break glass', 'Drill: watching the rollback fail is the point.');
    await stage.until('Break-glass: a second person must agree');
    await stage.reads('What speaks against it');
    await stage.clicks('ben', 'I agree: roll back anyway');
    await stage.reads('Has production moved back?');
    await stage.reads('It is off now; it was on before the incident');
    await stage.reads('traded one outage for another');
    await stage.reads('column "total" does not exist');
    await stage.happens('customers get the error page for a few seconds, which is the point', () => delay(FAILING_MS));
    await stage.clicks('ada', 'Go forward again to');
    await stage.reads('Recovered so far: ');
    await stage.reads('It is on, as before the incident');
    await stage.until('Closed');
    await stage.reads('Closed. What happened');
  },
};
