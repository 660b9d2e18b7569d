import { expect, test } from 'vitest';
import { startScene } from '#test/support/scene/start-scene.ts';

const ON_KUBERNETES = {
  runbook: 'rollback-script',
  vercel: undefined,
  kubernetes: {
    namespace: 'prod',
    deployments: ['shop-api', 'shop-worker'],
    readOnly: { env: 'READ_ONLY_MODE', on: ['shop-api'] },
    scaleToZero: ['shop-worker'],
  },
};

test('a service on a platform that the bot cannot reach is walked by hand, in the order of its runbook, and a person accepts it with a reason', async () => {
  const { ada, incident, passes, moves, errors } = await startScene({ section: ON_KUBERNETES });
  await ada.says('/rollback shop');
  const found = await incident.says('What was found');
  expect(found).toContain('Switchback cannot reach Kubernetes itself yet, where shop runs, so what serves production was not read.');

  await ada.clicks('No, data is intact');
  await ada.clicks('Yes, it serves production');
  await ada.clicks('Yes, with this deploy');
  await incident.shows('This is what it looks like');
  await ada.answers('It is something else', { class: 'app bug', words: 'The migration only adds a column.' });
  await incident.shows('Application bug: how do you want to recover?');
  await ada.clicks('Deploy the previous version');
  await incident.shows('Deploy the previous version');

  await ada.clicks('Do it by hand');
  const told = await ada.isTold('Name the version. “The previous one” may be another');
  expect(told).toContain('kubectl rollout undo --namespace=prod deployment/shop-api --to-revision=');
  expect(told).toContain('deployment/shop-worker');

  await ada.clicks('Done');
  await incident.shows('Read the readiness endpoint');
  await ada.clicks('Done');
  await incident.shows('Is it recovered?');
  // Nobody knows when the bad deploy began, so nothing tells what is normal: a person decides.
  await incident.shows('Cannot tell: there are no counts from before the bad deploy');
  await passes(95_000);
  await incident.shows('Nobody can tell yet whether it is recovered');
  await ada.answers('Accept without proof', { words: 'The page answers again.' });

  for (const title of [
    'Fix or revert the bad commit on main',
    'Annotate the release',
    'Put everything back to normal',
    'File what is left over',
    'Write the post-mortem, or say when',
  ]) {
    await incident.shows(title);
    await ada.clicks('Done');
  }
  await incident.shows('Closed');
  expect(moves()).toEqual([]);
  expect(errors()).toEqual([]);
});
