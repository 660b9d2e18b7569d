import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { handsOn } from './hands.ts';
import { inSandbox } from './in-sandbox.ts';
import { photograph } from './photograph.ts';

const WHOLE_MS = 600_000;

function columns(page: Page): Promise<string[]> {
  return page.getByRole('region', { name: 'Schema', exact: true }).getByRole('rowheader').allTextContents();
}

inSandbox('A whole incident by clicking', (open) => {
  test('a bug in the new code: rolled back, proved, made durable and summed up', { timeout: WHOLE_MS }, async () => {
    const page = await open('ada');
    const ada = handsOn(page);
    await page.getByRole('heading', { name: 'Live through an incident' }).waitFor();
    expect(await page.locator('#log .scenarios').getByRole('button').count()).toBe(8);
    await ada.picks('A bug in the new code');
    await ada.sees('Scenario', 'Customers say that the list of invoices is gone');
    await ada.sees('What customers see', /\/invoices[\d:]+500.*Cannot read properties of null/s);
    await ada.sees('Production', /Auto-assignment on.*serves a5dfb08 feat: show when an invoice was paid \(#4\)/s);
    await ada.sees('Failed requests', 'live: feat: show when an invoice was paid (#4)');

    await ada.commands('/roll', 'invoices');
    await ada.isAsked('Is any data lost or corrupt');
    await ada.presses('No, data is intact');
    await ada.isAsked('This is what it looks like');
    await ada.says('It looks like app bug');
    await photograph(page, 'question');
    await ada.presses('Confirm: app bug');
    await ada.isAsked('Put production back?');
    const phone = await open('ada', { isPhone: true });
    await handsOn(phone).isAsked('Put production back?');
    await photograph(phone, 'question-on-a-phone');
    await ada.presses('Roll back to 9292582');

    await ada.sees('Production', /Auto-assignment off.*serves 9292582 feat: drop total, subtotal and tax are required \(#3\)/s);
    await ada.sees('What customers see', /\/invoices[\d:]+200.*INV-0200/s);
    await ada.isAsked('Merge a pull request that reverts the bad commit');
    await ada.opensThread();
    await ada.reads('Has production moved back?');
    await ada.reads('Recovered so far: ');
    await ada.sees('Failed requests', /move confirmed.*back: feat: drop total.*recovered/s);
    await photograph(page, 'recovered');
    const onPhone = handsOn(phone);
    await onPhone.opensThread();
    await onPhone.reads('Recovered so far: ');
    await photograph(phone, 'recovered-on-a-phone');

    await ada.does('Merge the revert');
    await ada.sees('Deployments', 'Staged');
    await ada.presses('Done');
    await ada.isAsked('Verify the new build on its own URL');
    await ada.presses('Done');
    await ada.isAsked('Promote the new build');
    await ada.does('Promote the newest build');
    await ada.sees('Production', 'Auto-assignment on');
    await ada.presses('Done');
    await ada.isAsked('Smoke-test production');
    await ada.presses('Done');
    await ada.isAsked('Closed');
    await ada.sees('Production', 'Auto-assignment on');
    await ada.sees('Scenario', /Over.*Recovered, by re-point: 7 actions of people in \d+\.\d s.*after \/rollback recovery was proved/s);
    await ada.reads('Closed. What happened');
  });

  test(
    'a migration that a rollback cannot undo: refused, redirected to the forward-fix, and recovered',
    { timeout: WHOLE_MS },
    async () => {
      const page = await open('ada');
      const ada = handsOn(page);
      await ada.tabsTo('A migration that a rollback cannot undo');
      await ada.sees('Scenario', 'The reports page fails');
      await ada.sees('What customers see', /\/reports[\d:]+500.*column "total" does not exist/s);
      await ada.sees('Production', /serves e360b89 feat: drop total, subtotal and tax are required \(#3, first try\)/);
      expect(await columns(page)).not.toContain('total');

      await ada.commands('/roll', 'invoices');
      await ada.tabsTo('No, data is intact');
      await ada.isAsked('This is what it looks like');
      await ada.says('It looks like schema mistake');
      await ada.tabsTo('Confirm: schema mistake');
      await ada.isAsked('Schema mistake: how do you want to recover?');
      await ada.presses('Re-point, if it is compatible');
      await ada.isAsked('Refused: going back would make it worse');
      await ada.says('column "total" does not exist');
      await ada.says('drafted and proved');
      await photograph(page, 'refused');
      const phone = await open('ada', { isPhone: true });
      await handsOn(phone).isAsked('Refused: going back would make it worse');
      await photograph(phone, 'refused-on-a-phone');
      await handsOn(phone).presses('Do it by hand');
      await handsOn(phone).says('Going back is refused here, so its commands are not shown');
      await handsOn(phone).shows('Fix forward instead of going back');
      await photograph(phone, 'by-hand-on-a-phone');
      await ada.sees('Production', /Auto-assignment on.*serves e360b89/s);

      await ada.presses('Forward-fix the schema');
      await ada.isAsked('Read the drafted forward-fix');
      await ada.presses('Done');
      await ada.isAsked('Apply the forward-fix to production');
      await ada.presses('Ask for approval');
      const asked = await open('dot', { isPhone: true });
      await handsOn(asked).opensThread();
      await handsOn(asked).shows('A second person is needed: Apply the forward-fix to production');
      await photograph(asked, 'approval-on-a-phone');
      await ada.becomes('dot');
      await ada.presses('I approve this step');
      await ada.becomes('ada');
      await ada.does('Apply the forward-fix');
      await expect.poll(() => columns(page)).toContain('total');
      await ada.presses('Done');

      await ada.isAsked('Land the same migration on main');
      await ada.opensThread();
      await ada.reads('Refused: going back would make it worse');
      await ada.reads('@dot had approved it');
      await ada.reads('Recovered so far: ');
      await ada.presses('Done');
      await ada.isAsked('Write down how it got through');
      await ada.presses('Done');
      await ada.isAsked('Closed');
      await ada.sees('Scenario', /Recovered, by forward-fix.*It refused a rollback that would have made it worse/s);
      await ada.sees('Production', /Auto-assignment on.*serves e360b89/s);
      await ada.sees('What customers see', /\/reports[\d:]+200/);
      await ada.reads('Closed. What happened');
      await photograph(page, 'how-it-went');
    },
  );
});
