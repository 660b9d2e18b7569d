import { expect, test } from 'vitest';
import { startScene } from '#test/support/scene/start-scene.ts';

test('a live app bug takes three clicks', async () => {
  const { ada, incident, good, bad, vercel, moves, passes, journal, log } = await startScene();

  expect(await ada.says('/rollback shop')).toBe('');
  await ada.clicks('No, data is intact');
  await incident.shows('This is what it looks like');
  console.log(incident.root().blocks, incident.said());
  await ada.clicks('Confirm: app bug');
  await ada.clicks('Roll back to');
  await incident.says('Has production moved back?');
  console.log(moves());
  await passes(12_000);
  await passes(1_000);
  console.log(await incident.says('Recovered'));
  console.log(incident.said(), log(), (await journal()).map((l) => l.type));
  expect(vercel.aliasOf('shop.example.com')).toBe(good.id);
});
