import { describe, expect, test } from 'vitest';
import { madeDurable } from './made-durable.ts';
import { onThePage } from './on-the-page.ts';

const PATIENCE_MS = 300_000;

const { people, play } = await onThePage();

/** How often each thing was said in the thread, which is once whatever went wrong meanwhile. */
async function timesSaid(...titles: readonly string[]): Promise<number[]> {
  const { sees } = await people.window('ada');
  const { channel } = await sees('the channel', (state) => state);
  return titles.map((title) => channel.messages.filter(({ text, threadTs }) => threadTs !== null && text === title).length);
}

async function rollsBack(): Promise<void> {
  await people.types('ada', '/rollback invoices');
  await people.presses('ada', 'No, data is intact');
  await people.presses('ada', 'Confirm: app bug');
  await people.presses('ada', 'Roll back to');
}

describe('an incident is lived through to its end', { timeout: PATIENCE_MS }, () => {
  test('with a bot that is killed twice, answers of Vercel that are lost and sockets that Slack closes', async () => {
    await people.starts('app-bug');
    await people.switches('lost-replies', true);
    await people.switches('recycled-sockets', true);
    await rollsBack();
    await people.killsBot();
    await people.reads('Has production moved back?');
    await people.killsBot();
    await people.reads('Recovered so far: ');
    await madeDurable(people);
    expect(await timesSaid('Has production moved back?', 'Recovered so far')).toEqual([1, 1]);
    expect(play.now().scene?.world.vercel.autoAssign).toBe(true);
  });

  test('with a Vercel that answers late', async () => {
    await people.starts('app-bug');
    await people.switches('slow-vercel', true);
    await rollsBack();
    await people.reads('Recovered so far: ');
    await madeDurable(people);
    expect(await timesSaid('Has production moved back?', 'Recovered so far')).toEqual([1, 1]);
  });

  test('with a Vercel that fails in the middle of it, and a person who has the facts gathered again', async () => {
    await people.starts('app-bug');
    await people.types('ada', '/rollback invoices');
    await people.presses('ada', 'No, data is intact');
    await people.presses('ada', 'Confirm: app bug');
    await people.isAsked('Put production back?');
    await people.switches('failing-vercel', true);
    await people.presses('ada', 'Roll back to');
    await people.isAsked('The move did not go through');
    await people.reads('so nothing was sent');
    await people.switches('failing-vercel', false);
    await people.presses('ada', 'Gather the facts again');
    await people.presses('ada', 'Confirm: app bug');
    await people.presses('ada', 'Roll back to');
    await people.reads('Recovered so far: ');
    expect(await timesSaid('The move did not go through', 'Has production moved back?')).toEqual([1, 1]);
  });
});
