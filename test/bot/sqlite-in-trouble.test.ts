import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fill, MAY_MOUNT, smallDisk } from '#test/support/small-disk.ts';
import { startMainScene } from '#test/support/scene/start-main.ts';

describe('A bot on SQLite', () => {
  test.skipIf(!MAY_MOUNT)(
    'whose disk is full says so to whoever clicks, and goes on once there is space',
    async () => {
      const disk = smallDisk();
      const { ada, incident, ...scene } = await startMainScene({ storeUrl: `sqlite:${join(disk, 'switchback.sqlite')}` });
      const bot = scene.start();
      await scene.connected(bot);
      await ada.says('/rollback shop');
      await incident.says('What was found');
      const log = fill(disk);

      const shown = () => JSON.stringify(scene.slack.openView(ada.id));
      // What is small may still fit into what the store has.
      for (let time = 0; time < 20 && !shown().includes('disk'); time += 1) await ada.answers('Add a note', { words: 'a'.repeat(1_400) });
      expect(shown()).toContain('The disk of SQLite is full, so nothing was stored. Free some space there; nothing has to be restarted.');
      rmSync(log);
      await ada.clicks('No, data is intact');
      await incident.shows('This is what it looks like');
      expect(await Promise.race([bot.ended, Promise.resolve('still running')])).toBe('still running');
    },
    120_000,
  );

  test('that another one has ends with the reason, and the other goes on', async () => {
    const { ada, incident, ...scene } = await startMainScene();
    await scene.connected(scene.start());
    await ada.says('/rollback shop');
    await incident.shows('Is any data lost');
    const second = scene.start();
    expect(await second.ended).toBe(1);
    expect(second.log()).toContain('Another Switchback uses ');
    await ada.clicks('No, data is intact');
    await incident.shows('This is what it looks like');
  }, 120_000);
});
