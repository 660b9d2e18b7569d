import { expect, test } from 'vitest';
import { startScene } from '#test/support/scene/start-scene.ts';

test('The command has the name that is set, in every word that names it', async () => {
  const { ada, cyd, incident } = await startScene({ command: '/rollback-payments' });
  const help = await cyd.says('/rollback-payments help');
  expect(help).toContain('`/rollback-payments [service]` open an incident');
  expect(help).not.toMatch(/\/rollback(?!-payments)/);
  expect(await ada.says('/rollback-payments shop now')).toContain('Try `/rollback-payments help`.');
  expect(await ada.says('/rollback-payments shop')).toBe('');
  await incident.shows('Is any data lost or corrupt');
});
