import { createVercel } from '#src/providers/vercel/index.ts';
import type { RouteName } from '#sandbox/vercel/route.ts';
import { deploysContract } from '#test/support/deploys-contract.ts';
import { startOrigin } from '#test/sandbox/vercel/start-origin.ts';
import { startVercel } from '#sandbox/vercel/index.ts';

const READS: readonly RouteName[] = [
  'list deployments',
  'read deployment',
  'read project',
  'list domains',
  'list aliases',
  'read alias',
  'read rolling release',
];

deploysContract('Vercel', async () => {
  const vercel = await startVercel({ jobMs: 20 });
  const apps = await Promise.all(['1', '2', '3', '4'].map((name) => startOrigin(name)));
  const [first, second, third, fourth] = apps.map((app) => app.url);
  const release = (digit: string, origin = '') => vercel.push({ commit: digit.repeat(40), message: digit, author: 'ada', origin });
  const older = await release('1', first);
  const previous = await release('2', second);
  const live = await release('3', third);
  vercel.setAutoAssign(false);
  const staged = await release('4', fourth);
  vercel.setAutoAssign(true);
  const onEveryRead = (...rest: Parameters<typeof vercel.faults.on> extends [RouteName, ...infer Rest] ? Rest : never) => {
    for (const route of READS) vercel.faults.on(route, ...rest);
  };

  return {
    deploys: createVercel(vercel.access),
    stranger: createVercel({ ...vercel.access, token: 'of-somebody-else' }),
    older: older.id,
    previous: previous.id,
    live: live.id,
    staged: staged.id,
    domains: vercel.domains.map((domain) => domain.name),
    productionUrl: vercel.productionUrl,
    liveBody: '{"app":"3"}',
    movesReceived: () => vercel.requests.filter((request) => request.method === 'POST').length,
    loseNextAnswer: () => vercel.faults.on('rollback', { kind: 'reset', acts: true }, 1),
    refuseNextMove: () =>
      vercel.faults.on(
        'rollback',
        { kind: 'answer', acts: false, status: 422, body: { error: { code: 'ineligible', message: 'No.' } } },
        1,
      ),
    failNextRead: () => vercel.faults.on('read project', { kind: 'answer', acts: false, status: 503 }, 1),
    failReads: () => onEveryRead({ kind: 'answer', acts: false, status: 503, headers: { 'retry-after': '0' } }),
    hangReads: () => onEveryRead({ kind: 'hang', acts: false }),
    close: async () => {
      await vercel.close();
      await Promise.all(apps.map((app) => app.close()));
      if (vercel.unexpected.length > 0) throw new Error(`Routes that do not exist were asked for: ${vercel.unexpected.join(', ')}`);
    },
  };
});
