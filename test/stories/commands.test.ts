import { describe, expect, test } from 'vitest';
import { plainText } from '#sandbox/slack/plain-text.ts';
import { startScene } from '#test/support/scene/start-scene.ts';
import { madeDurable, toRecovered } from '#test/support/scene/walk-to.ts';

describe('A command that opens nothing', () => {
  test('for a service that nobody configured names those that are', async () => {
    const { ada, slack } = await startScene();
    expect(await ada.says('/rollback shpo')).toBe('There is no service “shpo”, so nothing was opened. Configured are: `shop`.');
    expect(slack.messages('C0INCIDENTS')).toEqual([]);
  });

  test('for a drill where drills are not allowed says how to allow them', async () => {
    const { ada, slack } = await startScene();
    expect(await ada.says('/rollback drill shop')).toContain('Drills are not allowed for `shop`, so nothing was opened.');
    expect(slack.messages('C0INCIDENTS')).toEqual([]);
  });

  test('for more words than it understands repeats them and points to help', async () => {
    const { ada, slack } = await startScene();
    expect(await ada.says('/rollback shop right now <please>')).toContain(
      'I do not understand “shop right now &lt;please&gt;”, so nothing was done.',
    );
    expect(await ada.says('/rollback status please')).toContain('so nothing was done. Try `/rollback help`.');
    expect(slack.messages('C0INCIDENTS')).toEqual([]);
  });
});

test('With one service its name may be left out', async () => {
  const { ada, incident } = await startScene();
  expect(await ada.says('/rollback')).toBe('');
  await incident.shows('shop: Is any data lost or corrupt');
});

test('Help names every command', async () => {
  const { cyd } = await startScene();
  const help = await cyd.says('/rollback help');
  for (const command of ['/rollback [service]', '/rollback drill [service]', '/rollback status', '/rollback history'])
    expect(help).toContain(command);
});

test('Status and history say what is open and what was, to anybody', async () => {
  const scene = await startScene();
  const { cyd, incident } = scene;
  expect(await cyd.says('/rollback status')).toContain('No incident is open.');
  expect(await cyd.says('/rollback history')).toContain('No incident has been recorded yet.');

  await toRecovered(scene);
  expect(await cyd.says('/rollback status')).toContain('Merge a pull request that reverts the bad commit');
  await madeDurable(scene);
  await incident.shows('Closed');
  expect(await cyd.says('/rollback status')).toContain('No incident is open.');
  expect(await cyd.says('/rollback history shop')).toContain('recovered');
});

describe('From a message', () => {
  test('an incident is declared in its channel, with the message as its first note', async () => {
    const scene = await startScene();
    const { ada, slack, incident } = scene;
    const alarm = slack
      .person(scene.cyd.id)
      .writes('C0INCIDENTS', 'Invoices are broken since <https://example.com|lunch> & nobody knows why');
    await slack.person(ada.id).usesShortcut('incident.declare-from-message', alarm);
    const view = await slack.waitFor('the modal', () => slack.openView(ada.id));
    const sent = await slack.person(ada.id).submits(view, { service: 'shop' });
    expect(sent.ok).toBe(true);
    await incident.shows('Is any data lost or corrupt');
    expect(await incident.says('Note')).toContain('Invoices are broken since');
    expect((await scene.journal()).map(({ type }) => type)).toContain('note.add');
  });

  test('a bystander is told in the modal that they may not', async () => {
    const { cyd, slack } = await startScene();
    const alarm = slack.person(cyd.id).writes('C0INCIDENTS', 'Invoices are broken');
    await slack.person(cyd.id).usesShortcut('incident.declare-from-message', alarm);
    const view = await slack.waitFor('the modal', () => slack.openView(cyd.id));
    await slack.person(cyd.id).submits(view, { service: 'shop' });
    const answer = { text: '', blocks: slack.openView(cyd.id)?.blocks ?? [] };
    expect(plainText(answer)).toContain('You are not a responder of `shop`, so nothing was opened.');
  });
});
