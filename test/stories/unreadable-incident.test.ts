import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { listIncidents } from '#src/store/incidents.ts';
import { openStore } from '#src/store/open-store.ts';
import { startScene, type Scene } from '#test/support/scene/start-scene.ts';

const UNREADABLE = 'does not fit this release';

test.each([
  ['of a release that nobody knows', { machine_version: 'from the future' }],
  ['that is broken JSON', { snapshot: '{"value":"asses' }],
])(
  'A state %s takes nobody else down, says why, and has a way out',
  async (_, damage) => {
    const scene = await startScene({ moreServices: 1 });
    const { ada, cyd, incident } = scene;
    await ada.says('/rollback shop-2');
    await incident.shows('Is any data lost');
    const id = await damaged(scene, damage);

    await ada.says('/rollback shop');
    await incident.shows('shop: Is any data lost');
    const status = await cyd.says('/rollback status');
    expect(status).toContain(`The stored state of incident ${id} ${UNREADABLE}`);
    expect(status).toContain('Is any data lost');
    expect(await cyd.says('/rollback history')).toContain(id);
    await ada.clicks('No, data is intact');
    await incident.shows('This is what it looks like');

    expect(await ada.says('/rollback shop-2')).toContain(`/rollback set-aside ${id}`);
    expect(await cyd.says(`/rollback set-aside ${id}`)).toContain('You are not a responder of `shop-2`, so nothing was done.');
    expect(await ada.says(`/rollback set-aside ${id}`)).toContain(`${id} is set aside`);
    expect(await ada.says(`/rollback set-aside ${id}`)).toBe(`${id} is closed already, so nothing was done.`);
    expect(await ada.says('/rollback shop-2')).toBe('');
    await incident.shows('shop-2: Is any data lost');
  },
  60_000,
);

/** The newest incident, as somebody with the rights of the database's owner could leave it. */
async function damaged({ storeUrl }: Scene, damage: { machine_version?: string; snapshot?: string }): Promise<string> {
  // Never in the middle of a transaction of the bot, which lives in the same thread.
  await setImmediate();
  const store = await openStore(storeUrl);
  try {
    const [{ id } = { id: '' }] = await listIncidents(store, { limit: 1 });
    await store.db.updateTable('incidents').set(damage).where('id', '=', id).execute();
    return id;
  } finally {
    await store.close();
  }
}
