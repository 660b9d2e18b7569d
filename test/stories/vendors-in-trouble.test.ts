import { describe, expect, test } from 'vitest';
import { startScene } from '#test/support/scene/start-scene.ts';

const BAD_GATEWAY = {
  kind: 'answer',
  acts: false,
  status: 502,
  body: '<html><body>502 Bad Gateway</body></html>',
  headers: { 'content-type': 'text/html' },
} as const;

describe('A vendor that hangs costs its deadline and nothing more:', () => {
  test('Vercel', async () => {
    const { ada, incident, vercel, sentry } = await startScene({
      factTimeout: '3s',
      before: (ground) => {
        ground.vercel.faults.on('read project', { kind: 'hang', acts: false });
        ground.vercel.faults.on('list deployments', { kind: 'hang', acts: false });
      },
    });
    await ada.says('/rollback shop');
    const found = await incident.says('What was found');
    expect(found).toContain('*Serving* (could not look)');
    expect(found).toContain('*Way back* (could not look)');
    await incident.shows('Is any data lost or corrupt');
    expect(vercel.unexpected).toEqual([]);
    expect(sentry.unexpected).toEqual([]);
  });

  test('Sentry', async () => {
    const { ada, incident, sentry, good, moves } = await startScene({
      factTimeout: '3s',
      before: (ground) => ground.sentry.set({ fault: { kind: 'hang', times: 1_000 } }),
    });
    await ada.says('/rollback shop');
    const found = await incident.says('What was found');
    expect(found).toContain('✅ *Serving*');
    expect(found).toContain('✅ *Way back*');
    expect(found).toContain('✅ *Target probed*');
    expect(found).toContain('⚪ *Errors began* (could not look)');
    sentry.set({ fault: null });

    await ada.clicks('No, data is intact');
    await incident.shows('Did the errors begin with this deploy?');
    await ada.clicks('Yes, with this deploy');
    await ada.clicks('Confirm: app bug');
    await ada.clicks('Roll back to');
    await incident.says('Has production moved back?');
    expect(moves()).toEqual([`rollback ${good.id}`]);
  });

  test('the target itself', async () => {
    const scene = await startScene({ factTimeout: '3s' });
    scene.good.app.hangs('/invoices');
    await scene.ada.says('/rollback shop');
    const found = await scene.incident.says('What was found');
    expect(found).toContain('⚪ *Target probed* (could not look)');
    expect(found).toContain('✅ *Errors began*');
  });
});

describe('One clear sentence says what is wrong with', () => {
  test('an expired Vercel token', async () => {
    const { ada, incident } = await startScene({
      before: ({ vercel }) =>
        vercel.faults.on('read project', {
          kind: 'answer',
          acts: false,
          status: 403,
          body: { error: { code: 'forbidden', message: 'Not authorized', invalidToken: true } },
        }),
    });
    await ada.says('/rollback shop');
    expect(await incident.says('What was found')).toMatch(
      /Vercel answered 403 \(forbidden\) when asked for the project, so .+ Check the token and its scope/,
    );
  });

  test('a refused Sentry token', async () => {
    const { ada, incident, sentry } = await startScene({ before: (ground) => ground.sentry.set({ tokenRefused: true }) });
    await ada.says('/rollback shop');
    const found = await incident.says('What was found');
    expect(found).toContain('⚪ *Errors began* (could not look)');
    expect(found).toMatch(/Sentry .*401/);
    expect(found).not.toContain(sentry.token);
  });

  test('a Sentry that says 429 to everything', async () => {
    const { ada, incident } = await startScene({
      factTimeout: '5s',
      before: ({ sentry }) => sentry.set({ fault: { kind: 'fixed window', times: 1_000 } }),
    });
    await ada.says('/rollback shop');
    const found = await incident.says('What was found');
    expect(found).toContain('⚪ *Errors began* (could not look)');
    expect(found).toContain('429');
  });

  test('a Vercel that answers with a page of HTML', async () => {
    const { ada, incident } = await startScene({ before: ({ vercel }) => vercel.faults.on('read project', BAD_GATEWAY) });
    await ada.says('/rollback shop');
    const found = await incident.says('What was found');
    expect(found).toMatch(/Vercel answered 502 when asked for the project, so .+ Try again/);
    expect(found).not.toContain('html');
  });

  test('a Sentry that answers with a page of HTML', async () => {
    const { ada, incident } = await startScene({ before: ({ sentry }) => sentry.set({ fault: { kind: 'bad gateway', times: 1_000 } }) });
    await ada.says('/rollback shop');
    const found = await incident.says('What was found');
    expect(found).toContain('502');
    expect(found).not.toContain('html');
  });
});

test('What was wrong for a moment is right when the facts are gathered again', async () => {
  const { ada, incident, vercel } = await startScene({ before: (ground) => ground.vercel.faults.on('read project', BAD_GATEWAY) });
  await ada.says('/rollback shop');
  await ada.clicks('No, data is intact');
  await incident.shows('Is the suspected deploy serving production?');
  vercel.faults.clear();
  await ada.clicks('Gather the facts again');
  await incident.says('✅ *Serving*');
  await incident.shows('This is what it looks like');
  expect(incident.offers()).toContain('Confirm: app bug');
});
